import type { LucideIcon } from 'lucide-react';
import { Ear, Volume2 } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { tone } from '../../components/ui/badge.tsx';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { cn } from '../../lib/cn.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { listening } from './listening.ts';
import type { ListeningState } from './listening-store.ts';
import { type Audible, WAYS } from './listening-view.ts';

/** What listening in to a call and reading a text conversation along have in common; their words differ. */

export interface PanelProps {
  state: Extract<ListeningState, { kind: 'listening' }>;
}

const WORDS = { voice: 'supervisor.listening', text: 'supervisor.reading' } as const;
const useSessionWords = ({ session }: PanelProps['state']) => useTranslations(WORDS[session.channel]);
const cantSpeak = ({ session, problem }: PanelProps['state']) => session.channel === 'voice' && problem !== null;

/** Between whom, and since when. */
export function SessionTitle({ state, icon: Icon }: PanelProps & { icon: LucideIcon }) {
  const t = useSessionWords(state);
  const { session } = state;
  return (
    <p className="flex items-baseline gap-2">
      <Icon aria-hidden className="size-4 shrink-0 self-center text-on-call" />
      <span className="font-semibold">
        {session.takenOver
          ? t('title-taken', { caller: session.callerName })
          : t('title', { agent: session.agentName, caller: session.callerName })}
      </span>
      <Elapsed since={session.since} className="text-muted" />
    </p>
  );
}

export function Notices({ state }: PanelProps) {
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

const LOOK = { nobody: 'neutral', agent: 'not-ready', all: 'missed' } as const;
const ICON = { nobody: Ear, agent: Volume2, all: Volume2 } as const;

/** Loud where one is heard: nobody should speak into a call by mistake. */
export function HeardBy({ audible }: { audible: Audible }) {
  const say = useWords();
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

/** Toggles and not a choice by arrow keys: nobody is to be heard by passing over a button. */
export function Ways({ state }: PanelProps) {
  const t = useSessionWords(state);
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
          disabled={!state.online || (way !== 'monitor' && cantSpeak(state))}
          onClick={() => void listening.switchTo(way)}
          className="aria-pressed:bg-surface aria-pressed:text-accent-ink aria-pressed:shadow-sm aria-pressed:ring-1 aria-pressed:ring-control"
        >
          {t(`way.${way}`)}
        </Button>
      ))}
    </fieldset>
  );
}

/** The last two ways out: to have the caller, or to leave them both alone. */
export function TakeOverAndStop({ state, icon: Icon }: PanelProps & { icon: LucideIcon }) {
  const t = useSessionWords(state);
  return (
    <>
      <Button
        size="sm"
        title={t('take-over-hint')}
        busy={state.asking === 'take-over'}
        disabled={!state.online || cantSpeak(state)}
        onClick={() => void listening.takeOver()}
      >
        <Icon aria-hidden />
        {t('take-over')}
      </Button>
      <Button size="sm" variant="danger" busy={state.asking === 'stop'} onClick={() => void listening.stop()}>
        {t('stop')}
      </Button>
    </>
  );
}
