import { CircleCheck, Info, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '../../lib/cn.ts';
import { tone } from './badge.tsx';

export type BannerKind = 'info' | 'success' | 'warning' | 'error';

const KINDS = {
  info: { tone: 'accent', icon: Info },
  success: { tone: 'available', icon: CircleCheck },
  warning: { tone: 'not-ready', icon: TriangleAlert },
  error: { tone: 'missed', icon: OctagonAlert },
} as const satisfies Record<BannerKind, { tone: string; icon: LucideIcon }>;

interface BannerProps {
  kind?: BannerKind;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** Something about the whole page: what happened, then what to do. Errors are read out at once, the rest in turn. */
export function Banner({ kind = 'info', title, children, action, className }: BannerProps) {
  const { tone: hue, icon: Icon } = KINDS[kind];
  return (
    <div
      role={kind === 'error' ? 'alert' : 'status'}
      className={cn('flex items-start gap-3 rounded-lg px-4 py-2.5', tone({ tone: hue }), className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children !== undefined && <div className="text-ink text-sm">{children}</div>}
      </div>
      {action}
    </div>
  );
}
