'use client';

import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WorkstationWork } from '../../../server/protocol/workstation.ts';
import { notify } from './notifications.ts';

/** An offer that comes while the agent looks elsewhere is shown on the desktop, for as long as it stands. */
export function useOfferNotice(work: WorkstationWork): void {
  const t = useTranslations('workstation-shell.notice');
  const offer = work.kind === 'offer' ? work : null;
  const latest = useRef({ t, offer });
  useEffect(() => {
    latest.current = { t, offer };
  });
  const reservationId = offer?.reservationId ?? null;

  useEffect(() => {
    if (reservationId === null) return;
    let close: (() => void) | null = null;
    const show = () => {
      const { offer: current, t: say } = latest.current;
      if (current === null || document.hasFocus()) return;
      close ??= notify(say('title', { name: current.caller.name }), {
        body: say('body', { queue: current.queueName }),
        tag: reservationId,
      });
    };
    const seen = () => {
      close?.();
      close = null;
    };
    show();
    window.addEventListener('blur', show);
    window.addEventListener('focus', seen);
    return () => {
      window.removeEventListener('blur', show);
      window.removeEventListener('focus', seen);
      seen();
    };
  }, [reservationId]);
}
