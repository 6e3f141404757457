'use client';

import { Pause, PhoneForwarded, PhoneOff, Play } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { HoldBand } from '../workstation/hold-band.tsx';
import type { TransferDialogProps } from '../workstation/transfer-dialog.tsx';
import { useCallControl } from '../workstation/use-call-control.ts';
import { useTransferPicker } from '../workstation/use-transfer-picker.tsx';
import { CallerTexts } from './caller-texts.tsx';
import { listening } from './listening.ts';
import { othersIn } from './listening-view.ts';
import { MuteButton } from './mute-button.tsx';
import type { PanelProps } from './session-parts.tsx';

/** The call is the one that the session has: whoever has a caller has no other. */
const CONNECTION: TransferDialogProps['connection'] = {
  control: async (_, action) => {
    if (action.kind !== 'hold' && action.kind !== 'resume' && action.kind !== 'transfer')
      throw new Error(`${action.kind} is not offered here`);
    await listening.control(action);
  },
  directory: () => listening.directory(),
};
const ASKS = ['transfer'] as const;

/** What can be done with a caller who was taken over, by the workstation's own parts. */
export function CallerControls({ state }: PanelProps) {
  const t = useTranslations('supervisor.listening');
  const words = useTranslations('workstation-call.controls');
  const { session, online } = state;
  const { run, asking } = useCallControl(CONNECTION, session.callId);
  const held = session.heldSince !== null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <MuteButton state={state} />
      <Button size="sm" disabled={!online} busy={asking !== null} onClick={() => void run({ kind: held ? 'resume' : 'hold' })}>
        {held ? <Play aria-hidden /> : <Pause aria-hidden />}
        {held ? words('resume') : words('hold')}
      </Button>
      <HandOn state={state} />
      <Button size="sm" variant="danger" busy={state.asking === 'stop'} onClick={() => void listening.stop()}>
        <PhoneOff aria-hidden />
        {t('hang-up')}
      </Button>
    </div>
  );
}

/** To an agent, a queue or a center. */
export function HandOn({ state: { session, online } }: PanelProps) {
  const t = useTranslations('supervisor.listening');
  const words = useTranslations('workstation-call.controls');
  const others = othersIn(session);
  const picker = useTransferPicker(CONNECTION, session.callId, others, ASKS);
  return (
    <>
      <Button
        size="sm"
        disabled={!online || others}
        title={others ? t('not-transferable') : undefined}
        busy={picker.loading !== null}
        onClick={() => picker.open('transfer')}
        onPointerEnter={picker.preload}
        aria-haspopup="dialog"
      >
        <PhoneForwarded aria-hidden />
        {words('transfer')}
      </Button>
      {picker.dialog}
    </>
  );
}

/** How long the caller has been on hold, and what is written with them. */
export function CallerBands({ state: { session, online } }: PanelProps) {
  return (
    <>
      {session.heldSince !== null && <HoldBand callerName={session.callerName} since={session.heldSince} />}
      <CallerTexts key={session.callId} session={session} online={online} />
    </>
  );
}
