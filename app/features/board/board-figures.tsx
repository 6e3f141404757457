'use client';

import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Switches } from '../../../server/protocol/formulas.ts';
import { Elapsed } from '../../components/ui/time.tsx';
import { Tooltip } from '../../components/ui/tooltip.tsx';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import type { AgentRow, BoardFigures } from './board-view.ts';
import { abandonedWords, wholeWords } from './formula.ts';
import { Occupancy } from './occupancy.tsx';
import { TrendLine } from './trend-line.tsx';
import type { TrendMeasure } from './trend-view.ts';

interface FigureStripProps {
  figures: BoardFigures;
  switches: Switches;
  /** The agents in sight: their occupancy goes on by the second. */
  agents: readonly AgentRow[];
  /** What the figures of the queues, and those of the agents, speak of. */
  scope: { queues: string; agents: string };
  late: boolean;
}

/** Read from across the room: large, of fixed width, and each says how it is counted. */
export function FigureStrip({ figures, switches, agents, scope, late }: FigureStripProps) {
  const t = useTranslations('board');
  const say = useWords();
  const { percent, percentWithTenths, durationOr, number } = useFormats();
  const seconds = figures.serviceLevelSeconds;
  const ofQueues = { scope: scope.queues, late };
  const ofAgents = { scope: scope.agents, late };
  const whole = say(wholeWords(switches));
  const course = (measure: TrendMeasure) => (
    <TrendLine trend={figures.trend} measure={measure} switches={switches} className="mb-1.5 h-5 w-20 min-w-0 shrink" />
  );
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-line [gap:1px] sm:grid-cols-3 xl:grid-cols-6">
      <BigFigure label={t('figures.waiting')} {...ofQueues} how={t('figures.waiting-how')} aside={course('waiting')}>
        {figures.waiting}
      </BigFigure>
      <BigFigure label={t('figures.longest')} {...ofQueues} how={t('figures.longest-how')}>
        {figures.longestSince === null ? '–' : <Elapsed since={figures.longestSince} />}
      </BigFigure>
      <BigFigure label={t('figures.estimate')} {...ofQueues} how={t('figures.estimate-how')}>
        {durationOr(figures.estimatedWaitMs)}
      </BigFigure>
      <BigFigure
        label={t('figures.level')}
        {...ofQueues}
        how={seconds === null ? t('figures.level-how-mixed', { whole }) : t('figures.level-how', { seconds, whole })}
        aside={course('level')}
      >
        {percent(figures.serviceLevel)}
      </BigFigure>
      <BigFigure label={t('figures.asa')} {...ofQueues} how={t('figures.asa-how')} aside={course('asa')}>
        {durationOr(figures.asaMs)}
      </BigFigure>
      <BigFigure label={t('figures.aht')} {...ofQueues} how={t('figures.aht-how')}>
        {durationOr(figures.ahtMs)}
      </BigFigure>
      <BigFigure
        label={t('figures.abandonment')}
        {...ofQueues}
        how={t('figures.abandonment-how', { abandoned: say(abandonedWords(switches)) })}
        aside={course('abandonment')}
        more={[
          t('figures.abandoned', { count: figures.abandoned }),
          ...(figures.elsewhere > 0 && !switches.countElsewhere ? [t('figures.elsewhere', { count: figures.elsewhere })] : []),
        ].join(', ')}
      >
        {percentWithTenths(figures.abandonment)}
      </BigFigure>
      <BigFigure label={t('figures.missed')} {...ofQueues} how={t('figures.missed-how')}>
        {figures.missedOffers}
      </BigFigure>
      <BigFigure label={t('figures.quality')} {...ofQueues} how={t('figures.quality-how')}>
        {figures.mos === null ? '–' : number(figures.mos, 1)}
      </BigFigure>
      <BigFigure label={t('figures.occupancy')} {...ofAgents} how={t('figures.occupancy-how')}>
        <Occupancy agents={agents} />
      </BigFigure>
      <BigFigure label={t('figures.available')} {...ofAgents} how={t('figures.available-how')}>
        {figures.available}
      </BigFigure>
      <BigFigure label={t('figures.on-call')} {...ofAgents} how={t('figures.on-call-how')}>
        {figures.onCall}
      </BigFigure>
    </dl>
  );
}

interface BigFigureProps {
  label: string;
  how: string;
  scope: string;
  late: boolean;
  more?: string;
  aside?: ReactNode;
  children: ReactNode;
}

function BigFigure({ label, how, scope, late, more, aside, children }: BigFigureProps) {
  const t = useTranslations('board');
  return (
    <div className="flex min-w-0 flex-col gap-1 bg-surface px-4 py-3">
      <dt className="flex items-center gap-1 font-medium text-muted text-sm">
        {label}
        <Tooltip text={how}>
          <button
            type="button"
            aria-label={t('figures.how', { label: label.toLowerCase() })}
            className="-m-1 rounded-full p-1 hover:text-ink"
          >
            <Info aria-hidden className="size-3.5" />
          </button>
        </Tooltip>
      </dt>
      <dd className={cn('flex items-end justify-between gap-2 font-semibold text-3xl', late && 'text-muted')}>
        <span className="figures shrink-0 whitespace-nowrap">{children}</span>
        {aside}
      </dd>
      <dd className="truncate text-muted text-xs">
        {more !== undefined && `${more}, `}
        {scope}
      </dd>
    </div>
  );
}
