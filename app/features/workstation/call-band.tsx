'use client';

import { exhausted } from '../../../server/protocol/codes.ts';
import { AskedBand } from './asked-band.tsx';
import { ConsultBand } from './consult-band.tsx';
import { HoldBand } from './hold-band.tsx';
import { holdOf, stageOf } from './parties-view.ts';
import type { CallControl } from './use-call-control.ts';
import { customerName, type Work } from './view-model.ts';

interface CallBandProps {
  call: Work<'call'>;
  ready: boolean;
  control: CallControl;
}

/** What is special about the call right now; nothing in an ordinary one. */
export function CallBand({ call, ready, control }: CallBandProps) {
  const { conversation } = call;
  const stage = stageOf(conversation);
  const callerName = customerName(call);
  const { heldSince } = conversation;
  switch (stage.kind) {
    case 'asking':
    case 'consulting':
      return <ConsultBand stage={stage} callerName={callerName} heldSince={heldSince} ready={ready} control={control} />;
    case 'asked':
      return <AskedBand leaderName={stage.leaderName} callerName={callerName} heldSince={heldSince} />;
    case 'alone':
    case 'conference': {
      const hold = holdOf(conversation);
      return hold === null ? null : <HoldBand callerName={callerName} since={hold.since} />;
    }
    default:
      return exhausted(stage);
  }
}
