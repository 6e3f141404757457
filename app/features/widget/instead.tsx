'use client';

import { CalendarClock, type LucideIcon, MessageSquare } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { ButtonRow } from '../../components/ui/button-row.tsx';
import { useFocusOnChange } from './use-focus-on-change.ts';
import type { Instead as Wish } from './widget-machine.ts';

/** While the caller waits: a message or a callback instead, asked twice, since the place in the line goes with it. */
export function Instead({ onLeave }: { onLeave: (wants: Wish) => void }) {
  const message = useTranslations('widget-message.instead');
  const callback = useTranslations('callbacks.offer');
  const [asking, setAsking] = useState<Wish | null>(null);
  const view = useFocusOnChange(asking ?? 'offered');
  const Icon: LucideIcon = asking === 'callback' ? CalendarClock : MessageSquare;
  const said =
    asking === 'callback'
      ? { title: callback('title'), text: callback('text'), keep: callback('keep'), go: callback('choose') }
      : { title: message('title'), text: message('text'), keep: message('keep'), go: message('leave') };
  return (
    <div ref={view} tabIndex={-1} className="outline-none">
      {asking !== null ? (
        <section aria-label={said.title} className="flex flex-col gap-2 rounded-lg bg-sunken px-3 py-3">
          <p className="text-balance text-center text-sm">{said.text}</p>
          <ButtonRow>
            <Button onClick={() => setAsking(null)}>{said.keep}</Button>
            <Button onClick={() => onLeave(asking)}>
              <Icon aria-hidden />
              {said.go}
            </Button>
          </ButtonRow>
        </section>
      ) : (
        <div className="flex flex-col">
          <Button variant="quiet" className="w-full" onClick={() => setAsking('message')}>
            <MessageSquare aria-hidden />
            {message('button')}
          </Button>
          <Button variant="quiet" className="w-full" onClick={() => setAsking('callback')}>
            <CalendarClock aria-hidden />
            {callback('button')}
          </Button>
        </div>
      )}
    </div>
  );
}
