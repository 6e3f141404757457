'use client';

import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Board, BoardQueue } from '../../../server/protocol/board.ts';
import { abandonment, DEFAULT_SWITCHES, serviceLevel } from '../../../server/protocol/formulas.ts';
import { Elapsed } from '../../components/ui/time.tsx';
import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { DataAges } from '../board/data-age.tsx';
import { StoppedBanner, useStopped } from '../board/stopped-banner.tsx';
import { TrendLine } from '../board/trend-line.tsx';
import { type Attention, attentionOf, gridOf, occupancyOf, wallQueues } from './wall-view.ts';

/** Everything at once, read from across the room: figures of all, a tile for each queue, and how old it is. */
export function Wall({ board, online }: { board: Board; online: boolean }) {
  const t = useTranslations();
  const { percent, percentWithTenths } = useFormats();
  const late = useStopped({ at: board.now, online });
  const { shown, more } = useMemo(() => wallQueues(board), [board]);
  const { columns, rows } = gridOf(shown.length);
  const { totals } = board;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-[1.2vh] p-[1.2vw]">
      <div className="text-[2.2vh] [&_*]:text-[length:inherit]">
        <DataAges centers={board.centers} />
      </div>
      <StoppedBanner at={board.now} online={online} />
      <dl className={cn('grid grid-cols-3 gap-[1vw] lg:grid-cols-6', late && LATE)}>
        <Total label={t('board.figures.waiting')}>{totals.waiting}</Total>
        <Total label={t('board.figures.longest')}>
          {totals.oldestEnqueuedAt === null ? '–' : <Elapsed since={totals.oldestEnqueuedAt} />}
        </Total>
        <Total label={t('board.figures.level')}>{percent(serviceLevel(totals, DEFAULT_SWITCHES))}</Total>
        <Total label={t('board.figures.abandonment')}>{percentWithTenths(abandonment(totals, DEFAULT_SWITCHES))}</Total>
        <Total label={t('board.figures.available')}>{totals.available}</Total>
        <Total label={t('board.figures.occupancy')}>{percent(occupancyOf(board.centers))}</Total>
      </dl>
      {shown.length === 0 ? (
        <p className="m-auto text-4xl text-muted">{t('board.no-queues')}</p>
      ) : (
        <ul
          aria-label={t('board.queues')}
          className={cn('grid min-h-0 flex-1 gap-[1vw]', late && LATE)}
          style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))` }}
        >
          {shown.map((queue) => (
            <Tile key={queue.id} queue={queue} />
          ))}
        </ul>
      )}
      {more > 0 && <p className="text-[2.2vh] text-muted">{t('wall.more', { count: more })}</p>}
    </div>
  );
}

/** What is said of it stays as bright as ever. */
const LATE = 'opacity-60';

function Total({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="rounded-lg bg-surface px-[1vw] py-[1vh]" style={{ containerType: 'inline-size' }}>
      <dt className="truncate text-[2.2vh] text-muted">{label}</dt>
      <dd className="figures whitespace-nowrap font-semibold text-[min(7vh,24cqw)] leading-none">{children}</dd>
    </div>
  );
}

const LOOKS: Record<Attention, string> = {
  calm: 'border-line bg-surface',
  watch: 'border-not-ready bg-not-ready-soft',
  act: 'border-missed bg-missed-soft',
};

/** Its letters grow and shrink with the tile: with few queues they fill the wall. */
function Tile({ queue }: { queue: BoardQueue }) {
  const t = useTranslations();
  const { percent } = useFormats();
  const attention = useTicking((now) => attentionOf(queue, now));
  return (
    <li className={cn('rounded-lg border-2 p-[1vh]', LOOKS[attention])} style={{ containerType: 'size' }}>
      <div className="flex h-full flex-col justify-between gap-[2cqh]">
        <p className="flex items-center gap-[2cqw] font-medium" style={{ fontSize: 'min(12cqh, 8cqw)' }}>
          <span className="min-w-0 flex-1 truncate">{queue.name}</span>
          <Sign attention={attention} />
        </p>
        <dl className="grid grid-cols-3 gap-[2cqw]">
          <Small label={t('board.columns.waiting')} heavy>
            {queue.waiting}
          </Small>
          <Small label={t('board.columns.longest')} heavy>
            {queue.oldestEnqueuedAt === null ? '–' : <Elapsed since={queue.oldestEnqueuedAt} />}
          </Small>
          <Small label={t('board.columns.level')} heavy>
            {percent(serviceLevel(queue, DEFAULT_SWITCHES))}
          </Small>
        </dl>
        <div className="flex items-end justify-between gap-[2cqw]">
          <dl className="flex gap-[5cqw]">
            <Small label={t('board.columns.talking')}>{queue.talking}</Small>
            <Small label={t('board.columns.available')}>{queue.availableAgents}</Small>
          </dl>
          <TrendLine trend={queue.trend} className="h-[16cqh] w-[36cqw]" />
        </div>
      </div>
    </li>
  );
}

function Small({ label, heavy = false, children }: { label: string; heavy?: boolean; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-muted" style={{ fontSize: 'min(8cqh, 5cqw)' }}>
        {label}
      </dt>
      <dd
        className="figures whitespace-nowrap font-semibold leading-tight"
        style={{ fontSize: heavy ? 'min(24cqh, 11cqw)' : 'min(14cqh, 8cqw)' }}
      >
        {children}
      </dd>
    </div>
  );
}

/** In words and with a sign, not by color alone. */
function Sign({ attention }: { attention: Attention }) {
  const t = useTranslations('wall');
  if (attention === 'calm') return null;
  const Icon = attention === 'act' ? OctagonAlert : TriangleAlert;
  return (
    <span className={cn('flex shrink-0 items-center gap-[1cqw]', attention === 'act' ? 'text-missed' : 'text-not-ready')}>
      <Icon aria-hidden className="size-[1em]" />
      {t(attention)}
    </span>
  );
}
