'use client';

import { Headphones, PhoneForwarded } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Badge } from '../../components/ui/badge.tsx';
import { LevelMeter } from '../../components/ui/level-meter.tsx';
import { CallerBands, CallerControls } from './caller-controls.tsx';
import { listening } from './listening.ts';
import { audibleOf, talkers } from './listening-view.ts';
import { MuteButton } from './mute-button.tsx';
import { ReadingPanel } from './reading-panel.tsx';
import { HeardBy, Notices, type PanelProps, SessionTitle, TakeOverAndStop, Ways } from './session-parts.tsx';

/** Whom one listens to, who hears one, and what can be done about it. */
export function ListeningPanel({ state }: PanelProps) {
  const { session } = state;
  if (session.channel === 'text') return <ReadingPanel state={state} />;
  return (
    <div className="mx-auto grid max-w-[100rem] gap-3 p-4">
      <Notices state={state} />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <div className="grid gap-1">
          <SessionTitle state={state} icon={Headphones} />
          <Talkers state={state} />
        </div>
        <HeardBy audible={audibleOf(state)} />
        {session.takenOver ? <CallerControls state={state} /> : <Controls state={state} />}
      </div>
      {session.takenOver && <CallerBands state={state} />}
    </div>
  );
}

function Talkers({ state }: PanelProps) {
  const t = useTranslations('supervisor.listening');
  return (
    <ul aria-label={t('talkers')} className="flex flex-wrap gap-x-5 gap-y-1">
      {talkers(state).map(({ id, name, centerName, state: is, muted }) => (
        <li key={id} className="flex items-center gap-2 text-sm">
          <span>
            {name} <span className="text-muted">{centerName ?? t('caller')}</span>
          </span>
          {is === 'held' || is === 'away' ? (
            <Badge tone="not-ready">{t(is)}</Badge>
          ) : muted ? (
            <Badge>{t('is-muted')}</Badge>
          ) : (
            <LevelMeter label={name} hideLabel read={() => listening.levels().parties[id] ?? 0} />
          )}
        </li>
      ))}
      <li className="flex items-center gap-2 text-sm">
        <LevelMeter label={t('you')} read={() => (state.problem === null ? listening.levels().own : 0)} />
      </li>
    </ul>
  );
}

function Controls({ state }: PanelProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Ways state={state} />
      <MuteButton state={state} />
      <TakeOverAndStop state={state} icon={PhoneForwarded} />
    </div>
  );
}
