'use client';

import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { isFocusBack } from './use-focus-back.ts';

interface TooltipProps {
  text: ReactNode;
  /** One element that can be focused. */
  children: ReactNode;
  side?: 'top' | 'right' | 'bottom' | 'left';
}

/** Says more on hover and on focus. Never the only place of something that is needed. */
export function Tooltip({ text, children, side = 'bottom' }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={300}>
      <Radix.Root>
        {/* Shown as a dialog closes, it would cover what is pressed next. */}
        <Radix.Trigger asChild onFocus={(event) => isFocusBack() && event.preventDefault()}>
          {children}
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-72 animate-appear rounded-md bg-ink px-2.5 py-1.5 text-canvas text-xs shadow-raised"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
