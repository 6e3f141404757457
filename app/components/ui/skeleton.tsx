import { cn } from '../../lib/cn.ts';

/** The place of something that is being fetched. Give it the size of what will come, so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('h-4 animate-pulse rounded-sm bg-line', className)} />;
}
