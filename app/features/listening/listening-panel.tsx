'use client';

import { Ear, Headphones, PhoneForwarded, Volume2 } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Badge, tone } from '../../components/ui/badge.tsx';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { LevelMeter } from '../../components/ui/level-meter.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { cn } from '../../lib/cn.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { CallerBands, CallerControls } from './caller-controls.tsx';
import { listening } from './listening.ts';
import type { ListeningState } from './listening-store.ts';
import { audibleOf, talkers, WAYS } from './listening-view.ts';
import { MuteButton } from './mute-button.tsx';

export interface PanelProps {
  state: Extract<ListeningState, { kind: 'listening' }>;
}

/** Whom one listens to, who hears one, and what can be done about it. */
export function ListeningPanel({ state }: PanelProps) {
  const t = useTranslations('supervisor.listening');
  const { session } = state;
  return (
    <div className="mx-auto grid max-w-[100rem] gap-3 p-4">
      <Notices state={state} />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <div className="grid gap-1">
          <p className="flex items-baseline gap-2">
            <Headphones aria-hidden className="size-4 shrink-0 self-center text-on-call" />
            <span className="font-semibold">
              {session.takenOver
                ? t('title-taken', { caller: session.callerName })
                : t('title', { agent: session.agentName, caller: session.callerName })}
            </span>
            <Elapsed since={session.since} className="text-muted" />
          </p>
          <Talkers state={state} />
        </div>
        <HeardBy state={state} />
        {session.takenOver ? <CallerControls state={state} /> : <Controls state={state} />}
      </div>
      {session.takenOver && <CallerBands state={state} />}
    </div>
  );
}

function Notices({ state }: PanelProps) {
  const t = useTranslations('supervisor.listening');
  const errorWords = useErrorWords();
  return (
    <>
      {!state.online && (
        <Banner kind="warning" title={t('reconnecting')}>
          {t('reconnecting-hint')}
        </Banner>
      )}
      {state.error !== null && (
        <Banner kind="error" title={t('not-done')}>
          {errorWords(state.error)}
        </Banner>
      )}
      {state.sound === 'failed' && (
        <Banner kind="error" title={t('no-sound')}>
          {t('no-sound-hint')}
        </Banner>
      )}
      {state.problem !== null && <Banner kind="warning" title={t('no-microphone')} />}
      {state.blocked && (
        <Banner
          kind="warning"
          title={t('blocked')}
          action={
            <Button variant="primary" size="sm" onClick={listening.allowSound}>
              {t('hear')}
            </Button>
          }
        />
      )}
    </>
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

const LOOK = { nobody: 'neutral', agent: 'not-ready', all: 'missed' } as const;
const ICON = { nobody: Ear, agent: Volume2, all: Volume2 } as const;

/** Loud where one is heard: nobody should speak into a call by mistake. */
function HeardBy({ state }: PanelProps) {
  const say = useWords();
  const audible = audibleOf(state);
  const Icon = ICON[audible.by];
  return (
    <div
      role="status"
      className={cn('flex min-h-16 min-w-72 flex-1 items-center gap-3 rounded-lg px-4 py-2', tone({ tone: LOOK[audible.by] }))}
    >
      <Icon aria-hidden className="size-5 shrink-0" />
      <span>
        <span className={cn('block', audible.by === 'nobody' ? 'font-medium' : 'font-semibold text-lg')}>{say(audible.title)}</span>
        <span className="block text-ink text-sm">{say(audible.hint)}</span>
      </span>
    </div>
  );
}

function Controls({ state }: PanelProps) {
  const t = useTranslations('supervisor.listening');
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Ways state={state} />
      <MuteButton state={state} />
      <Button
        size="sm"
        title={t('take-over-hint')}
        busy={state.asking === 'take-over'}
        disabled={!state.online || state.problem !== null}
        onClick={() => void listening.takeOver()}
      >
        <PhoneForwarded aria-hidden />
        {t('take-over')}
      </Button>
      <Button size="sm" variant="danger" busy={state.asking === 'stop'} onClick={() => void listening.stop()}>
        {t('stop')}
      </Button>
    </div>
  );
}

/** Toggles and not a choice by arrow keys: nobody is to be heard by passing over a button. */
function Ways({ state }: PanelProps) {
  const t = useTranslations('supervisor.listening');
  const { how } = state.session;
  return (
    <fieldset className="flex items-center gap-1 rounded-lg bg-sunken p-1">
      <legend className="sr-only">{t('ways')}</legend>
      {WAYS.map((way) => (
        <Button
          key={way}
          size="sm"
          variant="quiet"
          aria-pressed={how === way}
          title={t(`way-hint.${way}`)}
          busy={state.asking === way}
          disabled={!state.online || (way !== 'monitor' && state.problem !== null)}
          onClick={() => void listening.switchTo(way)}
          className="aria-pressed:bg-surface aria-pressed:text-accent-ink aria-pressed:shadow-sm aria-pressed:ring-1 aria-pressed:ring-control"
        >
          {t(`way.${way}`)}
        </Button>
      ))}
    </fieldset>
  );
}
