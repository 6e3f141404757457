import { Info, type LucideIcon, OctagonAlert, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../lib/cn.ts';

const KINDS = {
  info: { icon: Info, look: 'bg-accent-soft' },
  error: { icon: OctagonAlert, look: 'bg-missed-soft text-missed' },
  offline: { icon: WifiOff, look: 'bg-not-ready-soft text-not-ready' },
} as const satisfies Record<string, { icon: LucideIcon; look: string }>;

interface NoticeProps {
  kind: keyof typeof KINDS;
  title: string;
  children?: ReactNode;
}

/** Something to know beside the status line, which stays the only status of the card. */
export function Notice({ kind, title, children }: NoticeProps) {
  const { icon: Icon, look } = KINDS[kind];
  return (
    <div
      role={kind === 'error' ? 'alert' : undefined}
      aria-live="polite"
      className={cn('flex items-start gap-3 rounded-lg px-3 py-2.5', look)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        {children !== undefined && <p className="text-ink text-sm">{children}</p>}
      </div>
    </div>
  );
}
