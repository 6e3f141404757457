'use client';

import { ArrowLeft, PhoneForwarded, Users } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { HeldLine } from './hold-band.tsx';
import type { Stage } from './parties-view.ts';
import { useShortcut } from './shortcuts/use-shortcut.tsx';
import type { CallControl } from './use-call-control.ts';

interface ConsultBandProps {
  stage: Extract<Stage, { kind: 'asking' | 'consulting' }>;
  callerName: string;
  heldSince: number | null;
  ready: boolean;
  control: CallControl;
}

/** Somebody is asked privately: who it is, how long the caller has been waiting, and the three ways on. */
export function ConsultBand({ stage, callerName, heldSince, ready, control }: ConsultBandProps) {
  const t = useTranslations('workstation-call.consult');
  const { party } = stage;
  const talking = stage.kind === 'consulting';
  const idle = ready && control.asking === null;
  const handOver = () => void control.run({ kind: 'hand-over' });
  const join = () => void control.run({ kind: 'join' });
  const back = () => void control.run({ kind: 'back' });
  const mayHandOver = stage.kind === 'consulting' || stage.mayHandOver;
  useShortcut('hand-over', handOver, idle && mayHandOver);
  useShortcut('join', join, idle && talking);
  useShortcut('back', back, idle);
  const busy = (kind: 'hand-over' | 'join' | 'back') => control.asking?.kind === kind;

  return (
    <section aria-label={t('region')} className="grid gap-3 rounded-lg bg-on-call-soft px-4 py-3">
      <div className="flex items-baseline justify-between gap-4">
        <p role="status" className="min-w-0 break-words font-semibold text-on-call">
          {talking ? t('talking', { name: party.name }) : t(`asking.${askingState(party.state)}`, { name: party.name })}
        </p>
        <Elapsed since={party.since} className="shrink-0 font-semibold text-on-call" />
      </div>
      {heldSince !== null && <HeldLine callerName={callerName} since={heldSince} />}
      <div className="flex flex-wrap gap-2">
        {mayHandOver && (
          <Button variant={talking ? 'primary' : 'secondary'} disabled={!ready} busy={busy('hand-over')} onClick={handOver}>
            <PhoneForwarded aria-hidden />
            {talking ? t('hand-over') : t('hand-over-now')}
          </Button>
        )}
        {talking && (
          <Button disabled={!ready} busy={busy('join')} onClick={join}>
            <Users aria-hidden />
            {t('join')}
          </Button>
        )}
        <Button disabled={!ready} busy={busy('back')} onClick={back}>
          <ArrowLeft aria-hidden />
          {t('back', { name: callerName })}
        </Button>
      </div>
    </section>
  );
}

const askingState = (state: string): 'waiting' | 'ringing' | 'connecting' =>
  state === 'waiting' || state === 'connecting' ? state : 'ringing';
