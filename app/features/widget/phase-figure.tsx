import { BellRing, LoaderCircle, Pause, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WidgetPhase } from '../../../server/protocol/widget.ts';
import { Elapsed } from '../../components/ui/time.tsx';
import { useWords } from '../../lib/i18n/words.ts';
import { firstName, waitWords } from './widget-words.ts';

/** In a card on somebody's page, not on a page of its own. */
const isOnAPage = () => window.parent !== window;

/** The middle of the card: the place in the queue, then who is there and for how long. Always of one height. */
export function PhaseFigure({ phase }: { phase: WidgetPhase | null }) {
  const t = useTranslations('widget.call');
  const news = useTranslations('widget-waiting.news');
  const say = useWords();
  if (phase === null) return <Figure mark={<LoaderCircle aria-hidden className="size-8 animate-spin" />} line={t('one-moment')} />;
  switch (phase.kind) {
    case 'waiting':
      return (
        <Figure
          mark={<span className="figures font-semibold text-3xl">{phase.position}</span>}
          line={t.rich('waiting-for', { time: () => <Elapsed since={phase.since} /> })}
          more={
            <>
              {phase.estimatedWaitMs === null ? (
                phase.transferredBy === null ? (
                  t('somebody')
                ) : (
                  t('somebody-else')
                )
              ) : (
                <span className="font-medium text-ink">{say(waitWords(phase.estimatedWaitMs))}</span>
              )}
              <br />
              {phase.news ? news(phase.news) : isOnAPage() && t('minimize-hint')}
            </>
          }
        />
      );
    case 'ringing':
      return <Figure mark={<BellRing aria-hidden className="size-8" />} line={t('rings')} more={t('rings-hint')} />;
    case 'connecting':
      return <Figure mark={<LoaderCircle aria-hidden className="size-8 animate-spin" />} line={phase.agentName} more={t('joining')} />;
    case 'connected':
      if (phase.heldSince !== null) return <OnHold agentName={phase.agentName} since={phase.heldSince} />;
      return (
        <Figure
          mark={
            phase.others.length > 0 ? (
              <Users aria-hidden className="size-8" />
            ) : (
              <span aria-hidden className="font-semibold text-2xl">
                {initials(phase.agentName)}
              </span>
            )
          }
          line={[phase.agentName, ...phase.others].join(', ')}
          more={<Elapsed since={phase.since} className="font-semibold text-2xl text-ink" />}
        />
      );
    case 'ended':
      return null;
  }
}

function OnHold({ agentName, since }: { agentName: string; since: number }) {
  const t = useTranslations('widget.hold');
  return (
    <Figure
      mark={<Pause aria-hidden className="size-8" />}
      line={t('line', { name: firstName(agentName) })}
      more={
        <>
          {t('nobody-hears')}
          <br />
          <Elapsed since={since} className="font-semibold text-ink text-lg" />
        </>
      }
    />
  );
}

function Figure({ mark, line, more }: { mark: ReactNode; line: ReactNode; more?: ReactNode }) {
  return (
    <div className="flex min-h-40 flex-col items-center justify-center gap-2 text-center">
      <span className="grid size-20 place-items-center rounded-full bg-accent-soft text-accent-ink">{mark}</span>
      <p className="font-medium">{line}</p>
      {more !== undefined && <p className="text-balance text-muted text-sm">{more}</p>}
    </div>
  );
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();
