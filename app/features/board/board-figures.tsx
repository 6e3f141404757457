'use client';

import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { Elapsed } from '../../components/ui/time.tsx';
import { Tooltip } from '../../components/ui/tooltip.tsx';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import type { BoardFigures } from './board-view.ts';

interface FigureStripProps {
  figures: BoardFigures;
  /** What the figures of the queues, and those of the agents, speak of. */
  scope: { queues: string; agents: string };
  late: boolean;
}

/** Read from across the room: large, of fixed width, and each says how it is counted. */
export function FigureStrip({ figures, scope, late }: FigureStripProps) {
  const t = useTranslations('board');
  const { percent, percentWithTenths } = useFormats();
  const seconds = figures.serviceLevelSeconds;
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-line [gap:1px] sm:grid-cols-3 xl:grid-cols-6">
      <BigFigure label={t('figures.waiting')} scope={scope.queues} late={late} how={t('figures.waiting-how')}>
        {figures.waiting}
      </BigFigure>
      <BigFigure label={t('figures.longest')} scope={scope.queues} late={late} how={t('figures.longest-how')}>
        {figures.longestSince === null ? '–' : <Elapsed since={figures.longestSince} />}
      </BigFigure>
      <BigFigure
        label={t('figures.level')}
        scope={scope.queues}
        late={late}
        how={seconds === null ? t('figures.level-how-mixed') : t('figures.level-how', { seconds })}
      >
        {percent(figures.serviceLevel)}
      </BigFigure>
      <BigFigure
        label={t('figures.abandonment')}
        scope={scope.queues}
        late={late}
        how={t('figures.abandonment-how')}
        more={t('figures.abandoned', { count: figures.abandoned })}
      >
        {percentWithTenths(figures.abandonment)}
      </BigFigure>
      <BigFigure label={t('figures.available')} scope={scope.agents} late={late} how={t('figures.available-how')}>
        {figures.available}
      </BigFigure>
      <BigFigure label={t('figures.on-call')} scope={scope.agents} late={late} how={t('figures.on-call-how')}>
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
  children: ReactNode;
}

function BigFigure({ label, how, scope, late, more, children }: BigFigureProps) {
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
      <dd className={cn('figures font-semibold text-3xl', late && 'text-muted')}>{children}</dd>
      <dd className="truncate text-muted text-xs">
        {more !== undefined && `${more}, `}
        {scope}
      </dd>
    </div>
  );
}
