import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from '../../lib/cn.ts';

/** The soft look of a hue, shared by badges and banners. */
export const tone = cva('', {
  variants: {
    tone: {
      neutral: 'bg-offline-soft text-offline',
      accent: 'bg-accent-soft text-accent',
      available: 'bg-available-soft text-available',
      'on-call': 'bg-on-call-soft text-on-call',
      wrapup: 'bg-wrapup-soft text-wrapup',
      'not-ready': 'bg-not-ready-soft text-not-ready',
      missed: 'bg-missed-soft text-missed',
      offline: 'bg-offline-soft text-offline',
    },
  },
  defaultVariants: { tone: 'neutral' },
});

export type Tone = NonNullable<VariantProps<typeof tone>['tone']>;

export interface BadgeProps extends ComponentProps<'span'> {
  tone?: Tone;
}

/** A short word about a thing. */
export function Badge({ tone: hue = 'neutral', className, ...rest }: BadgeProps) {
  return (
    <span
      className={cn(
        'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs [&_svg]:size-3 [&_svg]:shrink-0',
        tone({ tone: hue }),
        className,
      )}
      {...rest}
    />
  );
}
