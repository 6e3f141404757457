'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { cn } from '../../lib/cn.ts';
import { Button } from './button.tsx';
import { useFocusBack } from './use-focus-back.ts';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** The buttons, the one to press last. */
  actions?: ReactNode;
  /** 'side' is a panel at the right edge, for long forms. */
  placement?: 'center' | 'side';
  className?: string;
  children?: ReactNode;
}

/** Asks for something before the page goes on. Escape and a press outside close it, and the focus goes back to what opened it. */
export function Dialog({ open, onOpenChange, title, description, actions, placement = 'center', className, children }: DialogProps) {
  const t = useTranslations('common');
  const giveFocusBack = useFocusBack(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        {/* Above a dialog that it was opened from. */}
        <Radix.Overlay className="fixed inset-0 z-50 animate-appear bg-[rgb(0_0_0/0.5)]" />
        <Radix.Content
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          onCloseAutoFocus={giveFocusBack}
          className={cn(
            'fixed z-50 flex animate-appear flex-col border-line bg-raised text-ink shadow-raised outline-none',
            placement === 'center'
              ? '-translate-x-1/2 -translate-y-1/2 top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-lg rounded-xl border'
              : 'inset-y-0 right-0 w-full max-w-lg border-l',
            className,
          )}
        >
          <header className="flex items-start justify-between gap-4 px-6 pt-5 pb-3">
            <div>
              <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
              {description !== undefined && <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              <Button variant="quiet" size="icon" aria-label={t('actions.close')} className="-mt-1 -mr-2">
                <X aria-hidden />
              </Button>
            </Radix.Close>
          </header>
          {children !== undefined && <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-4">{children}</div>}
          {actions !== undefined && <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-6 py-4">{actions}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
