'use client';

import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from '../../lib/cn.ts';

/** A menu under a button: `<Menu><MenuTrigger asChild><Button/></MenuTrigger><MenuContent>…</MenuContent></Menu>`. */
export function Menu(props: ComponentProps<typeof Radix.Root>) {
  // Not modal: the page behind stays alive and readable while a menu is open.
  return <Radix.Root modal={false} {...props} />;
}
export const MenuTrigger = Radix.Trigger;
export const MenuRadioGroup = Radix.RadioGroup;

export function MenuContent({ className, align = 'start', ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className={cn(
          'z-50 min-w-48 animate-appear rounded-lg border border-line bg-raised p-1 text-ink shadow-raised outline-none',
          className,
        )}
        {...rest}
      />
    </Radix.Portal>
  );
}

const itemLook =
  'flex min-h-8 cursor-pointer select-none items-center gap-2 rounded-md px-2 -outline-offset-2 data-disabled:pointer-events-none data-highlighted:bg-accent-soft data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0';

export function MenuItem({ className, ...rest }: ComponentProps<typeof Radix.Item>) {
  return <Radix.Item className={cn(itemLook, className)} {...rest} />;
}

/** One of several: the chosen one has a tick. */
export function MenuRadioItem({ className, children, ...rest }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(itemLook, className)} {...rest}>
      {children}
      <Radix.ItemIndicator className="ml-auto pl-4">
        <Check aria-hidden className="text-accent" />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  );
}

export function MenuLabel({ className, ...rest }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn('px-2 py-1.5 text-muted text-xs', className)} {...rest} />;
}

export function MenuSeparator({ className, ...rest }: ComponentProps<typeof Radix.Separator>) {
  return <Radix.Separator className={cn('-mx-1 my-1 h-px bg-line', className)} {...rest} />;
}
