'use client';

import { MessageSquare } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { useFocusOnChange } from './use-focus-on-change.ts';

/** While the caller waits: a message instead, asked twice, since the place in the line goes with it. */
export function MessageInstead({ onLeave }: { onLeave: () => void }) {
  const t = useTranslations('widget-message.instead');
  const [asking, setAsking] = useState(false);
  const view = useFocusOnChange(asking ? 'asking' : 'offered');
  return (
    <div ref={view} tabIndex={-1} className="outline-none">
      {asking ? (
        <section aria-label={t('title')} className="flex flex-col gap-2 rounded-lg bg-sunken px-3 py-3">
          <p className="text-balance text-center text-sm">{t('text')}</p>
          <div className="grid grid-cols-2 gap-2">
            <Button onClick={() => setAsking(false)}>{t('keep')}</Button>
            <Button onClick={onLeave}>
              <MessageSquare aria-hidden />
              {t('leave')}
            </Button>
          </div>
        </section>
      ) : (
        <Button variant="quiet" className="w-full" onClick={() => setAsking(true)}>
          <MessageSquare aria-hidden />
          {t('button')}
        </Button>
      )}
    </div>
  );
}
