import { cn } from '../../lib/cn.ts';

/** Two joined rings: an exchange that joins others. `compact` leaves the word out on a phone. */
export function Logo({ className, compact = false }: { className?: string; compact?: boolean }) {
  return (
    <span className={cn('inline-flex items-center gap-2 font-semibold', className)}>
      <svg
        viewBox="0 0 32 20"
        aria-hidden="true"
        className="h-[0.95em] w-auto text-accent"
        fill="none"
        stroke="currentColor"
        strokeWidth="3.5"
      >
        <circle cx="10" cy="10" r="7.5" />
        <path d="M18.5 3.2a7.5 7.5 0 1 1 0 13.6" />
      </svg>
      <span className={cn(compact && 'max-md:hidden')}>Tandem</span>
    </span>
  );
}
