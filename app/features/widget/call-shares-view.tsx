'use client';

import type { WidgetPhase } from '../../../server/protocol/widget.ts';
import type { CallAudio } from '../../lib/media/call-audio.ts';
import { CallShares } from '../shares/call-shares.tsx';
import { OwnShareBar } from '../shares/own-share-bar.tsx';
import { agentNameIn } from './agent-name-in.ts';

/** Screens and cameras while somebody is there to see them; what is shown stays in sight through a transfer, too. */
export function CallSharesView({ phase, sound }: { phase: WidgetPhase; sound: CallAudio }) {
  const talking = phase.kind === 'connected';
  const nameOf = agentNameIn(phase);
  return (
    <>
      {talking && <CallShares desk={sound} nameOf={nameOf} askable={phase.agents[0]?.id ?? null} narrow />}
      <OwnShareBar desk={sound} nameOf={nameOf} className="-mx-5 border-b" />
    </>
  );
}
