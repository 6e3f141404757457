'use client';

import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { Elapsed } from '../../components/ui/time.tsx';
import { Tooltip } from '../../components/ui/tooltip.tsx';
import { cn } from '../../lib/cn.ts';
import { percent, plural } from '../../lib/format.ts';
import type { BoardFigures } from './board-view.ts';

interface FigureStripProps {
  figures: BoardFigures;
  /** What the figures of the queues, and those of the agents, speak of. */
  scope: { queues: string; agents: string };
  late: boolean;
}

/** Read from across the room: large, of fixed width, and each says how it is counted. */
export function FigureStrip({ figures, scope, late }: FigureStripProps) {
  const level = figures.serviceLevelSeconds === null ? 'each queue’s own time' : `${figures.serviceLevelSeconds} s`;
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-line [gap:1px] sm:grid-cols-3 xl:grid-cols-6">
      <BigFigure label="Waiting" scope={scope.queues} late={late} how="Callers who wait for an agent now.">
        {figures.waiting}
      </BigFigure>
      <BigFigure label="Longest wait" scope={scope.queues} late={late} how="Since the caller who has waited longest joined the queue.">
        {figures.longestSince === null ? '–' : <Elapsed since={figures.longestSince} />}
      </BigFigure>
      <BigFigure
        label="Service level"
        scope={scope.queues}
        late={late}
        how={`Answered within ${level} ÷ (answered + abandoned), since midnight.`}
      >
        {percent(figures.serviceLevel)}
      </BigFigure>
      <BigFigure
        label="Abandonment"
        scope={scope.queues}
        late={late}
        how="Abandoned ÷ (answered + abandoned), since midnight."
        more={plural(figures.abandoned, 'caller')}
      >
        {tenths(figures.abandonment)}
      </BigFigure>
      <BigFigure label="Available" scope={scope.agents} late={late} how="Agents who could take a call now.">
        {figures.available}
      </BigFigure>
      <BigFigure label="On a call" scope={scope.agents} late={late} how="Agents who talk to a caller now.">
        {figures.onCall}
      </BigFigure>
    </dl>
  );
}

/** Small shares: a tenth of a percent tells something. */
const tenths = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);

interface BigFigureProps {
  label: string;
  how: string;
  scope: string;
  late: boolean;
  more?: string;
  children: ReactNode;
}

function BigFigure({ label, how, scope, late, more, children }: BigFigureProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1 bg-surface px-4 py-3">
      <dt className="flex items-center gap-1 font-medium text-muted text-sm">
        {label}
        <Tooltip text={how}>
          <button type="button" aria-label={`How ${label.toLowerCase()} is counted`} className="-m-1 rounded-full p-1 hover:text-ink">
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
