'use client';

import type { RefObject } from 'react';
import type { Tandem } from '../../../packages/widget/src/types.ts';

interface TalkButtonProps {
  tandem: RefObject<Tandem | null>;
  className?: string | undefined;
  children: string;
}

/** Any element of a site can open the card: the tag carries the button's API. */
export function TalkButton({ tandem, className, children }: TalkButtonProps) {
  return (
    <button type="button" className={className} onClick={() => tandem.current?.open()}>
      {children}
    </button>
  );
}
