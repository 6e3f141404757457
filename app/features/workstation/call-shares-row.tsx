'use client';

import type { MediaParty } from '../../../server/protocol/media.ts';
import { later } from '../../lib/later.tsx';
import type { ShareDesk } from '../../lib/media/call-audio.ts';
import { partyName } from './party-name.ts';
import { useKeysOf, useShortcut } from './shortcuts/use-shortcut.tsx';
import type { Work } from './view-model.ts';

// With the first call, not with the page.
const CallShares = later(
  () => import('../shares/call-shares.tsx').then((module) => module.CallShares),
  () => <div className="h-8" />,
);

const CALLER: MediaParty = 'caller';

/** Screens and cameras of the call in hand, while there is somebody to show them to. */
export function CallSharesRow({ call, desk }: { call: Work<'call'>; desk: ShareDesk | null }) {
  const keys = useKeysOf('share-screen');
  const on = desk !== null && call.phase.kind === 'connected';
  const toggle = () => {
    const shows = desk?.snapshot().ownShares.some(({ source }) => source === 'screen');
    if (shows) desk?.stopShare('screen');
    else void desk?.startShare('screen').catch(() => undefined); // the browser has said why
  };
  useShortcut('share-screen', toggle, on);
  if (!on) return null;
  const { parties } = call.conversation;
  return (
    <CallShares
      desk={desk}
      nameOf={partyName(parties)}
      askable={parties.some(({ id }) => id === CALLER) ? CALLER : null}
      keys={keys.aria}
    />
  );
}
