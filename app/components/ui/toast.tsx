'use client';

import { X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { cn } from '../../lib/cn.ts';
import type { BannerKind } from './banner.tsx';

interface ToastMessage {
  kind?: BannerKind;
  title: string;
  description?: string;
}

const EDGE: Record<BannerKind, string> = {
  info: 'border-l-accent',
  success: 'border-l-available',
  warning: 'border-l-not-ready',
  error: 'border-l-missed',
};

const ToastContext = createContext<(message: ToastMessage) => void>(() => undefined);

/** `const toast = useToast(); toast({ kind: 'success', title: 'Queue saved' })` */
export const useToast = () => useContext(ToastContext);

/** Wrap a page in it once. A toast tells what was done; what needs an answer is a banner or a dialog. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('common');
  const [messages, setMessages] = useState<(ToastMessage & { id: number })[]>([]);
  const last = useRef(0);
  const show = useCallback((message: ToastMessage) => {
    last.current += 1;
    const id = last.current;
    setMessages((shown) => [...shown.slice(-2), { ...message, id }]);
  }, []);
  const remove = (id: number) => setMessages((shown) => shown.filter((message) => message.id !== id));

  return (
    <ToastContext.Provider value={show}>
      <Radix.Provider swipeDirection="right" duration={6_000}>
        {children}
        {messages.map((message) => (
          <Radix.Root
            key={message.id}
            type={message.kind === 'error' ? 'foreground' : 'background'}
            onOpenChange={(open) => !open && remove(message.id)}
            className={cn(
              'flex animate-slide-up items-start justify-between gap-3 rounded-lg border border-line border-l-4 bg-raised px-4 py-3 shadow-raised',
              EDGE[message.kind ?? 'info'],
            )}
          >
            <div className="min-w-0">
              <Radix.Title className="font-medium">{message.title}</Radix.Title>
              {message.description !== undefined && (
                <Radix.Description className="text-muted text-sm">{message.description}</Radix.Description>
              )}
            </div>
            <Radix.Close aria-label={t('actions.close')} className="-mr-1 rounded-sm p-1 text-muted hover:text-ink">
              <X aria-hidden className="size-4" />
            </Radix.Close>
          </Radix.Root>
        ))}
        <Radix.Viewport
          label={t('notifications', { hotkey: '{hotkey}' })}
          className="fixed right-4 bottom-4 z-60 flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none"
        />
      </Radix.Provider>
    </ToastContext.Provider>
  );
}
