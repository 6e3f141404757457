'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import type { CallKey } from '../../../server/protocol/widget.ts';
import { playTestSound } from '../../lib/media/test-sound.ts';
import type { useWidget } from '../widget/use-widget.ts';
import { Widget } from '../widget/widget.tsx';
import { readOptions } from '../widget/widget-options.ts';
import { Arrival } from './arrival.tsx';

const OPTIONS = readOptions('', '');
const never = () => () => undefined;

/** The page of a callback's link: what is booked, and at its time the call itself. */
export function CallbackPage({ token }: { token: string }) {
  const t = useTranslations('callbacks');
  // The time zone is the browser's: the server can't write the page.
  const here = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const arrival = useCallback(
    (widget: ReturnType<typeof useWidget>) => {
      const onJoined = (key: CallKey) => {
        document.title = t('turn');
        // Heard where nobody looks at the page; a browser that wants a press first stays silent.
        playTestSound('').catch(() => undefined);
        widget.returnTo(key);
      };
      return <Arrival token={token} clock={widget.clock} onJoined={onJoined} />;
    },
    [token, t],
  );
  if (!here) return <main aria-label={t('page')} className="min-h-dvh bg-surface sm:bg-canvas" aria-busy="true" />;
  return <Widget options={OPTIONS} arrival={arrival} title={t('page')} greeting={t('turn-text')} />;
}
