import { type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { cn } from '../../lib/cn.ts';
import { Button } from './button.tsx';

interface EmptyStateProps {
  icon?: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** Nothing is here, and why, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center justify-center gap-2 px-6 py-10 text-center', className)}>
      {Icon !== undefined && <Icon aria-hidden className="size-6 text-muted" />}
      <div className="font-medium">{title}</div>
      {children !== undefined && <div className="max-w-prose text-balance text-muted text-sm">{children}</div>}
      {action !== undefined && <div className="mt-2">{action}</div>}
    </div>
  );
}

interface ErrorStateProps {
  title?: ReactNode;
  message: ReactNode;
  onRetry?: () => void;
  retryLabel?: string;
  className?: string;
}

/** Something could not be had: what happened, and one way on. */
export function ErrorState({ title, message, onRetry, retryLabel, className }: ErrorStateProps) {
  const t = useTranslations('common');
  return (
    <div role="alert" className={cn('flex flex-col items-center justify-center gap-2 px-6 py-10 text-center', className)}>
      <TriangleAlert aria-hidden className="size-6 text-missed" />
      <div className="font-medium">{title ?? t('not-loaded')}</div>
      <p className="max-w-prose text-balance text-muted text-sm">{message}</p>
      {onRetry !== undefined && (
        <Button className="mt-2" onClick={onRetry}>
          {retryLabel ?? t('actions.try-again')}
        </Button>
      )}
    </div>
  );
}
