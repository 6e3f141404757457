'use client';

import { useTranslations } from 'use-intl/react';
import { Tooltip } from '../../../components/ui/tooltip.tsx';
import { cn } from '../../../lib/cn.ts';
import { useFormats } from '../../../lib/i18n/formats.ts';
import type { Heard, Line } from '../../../lib/media/line-trouble.ts';
import { barsOf, levelOfMos, type QualityLevel } from './quality-words.ts';

const HEIGHTS = ['h-1.5', 'h-2', 'h-2.5', 'h-3.5'] as const;
const LIT: Record<QualityLevel, string> = { bad: 'bg-missed', poor: 'bg-missed', fair: 'bg-not-ready', good: 'bg-available' };

interface QualityIndicatorProps {
  /** As last measured; empty before the first measurement. */
  heard: readonly Heard[];
  /** This agent's party. */
  you: string;
  className?: string;
}

/** How well it sounds, as bars and a word; the figures of each side on hover and on focus. */
export function QualityIndicator({ heard, you, className }: QualityIndicatorProps) {
  const t = useTranslations('workstation-devices.quality');
  const scores = heard.flatMap(({ mos }) => (mos === null ? [] : [mos]));
  const level = scores.length === 0 ? null : levelOfMos(Math.min(...scores));
  const word = level === null ? t('measuring') : t(`level.${level}`);
  return (
    <Tooltip text={level === null ? t('label', { word }) : <Figures heard={heard} you={you} />}>
      <button
        type="button"
        aria-label={t('label', { word })}
        className={cn('flex min-h-6 cursor-default items-center gap-2 rounded-sm text-muted text-sm', className)}
      >
        <span aria-hidden className="flex items-end gap-0.5">
          {HEIGHTS.map((height, index) => (
            <span
              key={height}
              className={cn('w-1 rounded-[1px]', height, level !== null && index < barsOf(level) ? LIT[level] : 'bg-line')}
            />
          ))}
        </span>
        {/* As wide as the widest word: what stands beside it keeps its place. */}
        <span aria-hidden className="min-w-20 text-left">
          {word}
        </span>
      </button>
    </Tooltip>
  );
}

function Figures({ heard, you }: Pick<QualityIndicatorProps, 'heard' | 'you'>) {
  const t = useTranslations('workstation-devices.quality');
  const { number, percent } = useFormats();
  const ms = (value: number | null) => (value === null ? '–' : t('ms', { ms: Math.round(value) }));
  const name = (id: string) => (id === you ? t('you') : id === 'caller' ? t('caller') : t('other'));
  const rows = heard
    .map((each) => ({ ...each, worse: worseOf(each.up, each.down) }))
    .sort((one, other) => Number(other.id === you) - Number(one.id === you));
  return (
    <table className="figures text-left [&_td]:pl-3 [&_td]:text-right [&_th]:font-normal">
      <thead>
        <tr>
          <td />
          {rows.map(({ id }) => (
            <th key={id} scope="col" className="pl-3 text-right">
              {name(id)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t('mos')}</th>
          {rows.map(({ id, mos }) => (
            <td key={id}>{mos === null ? '–' : number(mos, 1)}</td>
          ))}
        </tr>
        <tr>
          <th scope="row">{t('loss')}</th>
          {rows.map(({ id, worse }) => (
            <td key={id}>{percent(worse.loss)}</td>
          ))}
        </tr>
        <tr>
          <th scope="row">{t('jitter')}</th>
          {rows.map(({ id, worse }) => (
            <td key={id}>{ms(worse.jitterMs)}</td>
          ))}
        </tr>
        <tr>
          <th scope="row">{t('round-trip')}</th>
          {rows.map(({ id, worse }) => (
            <td key={id}>{ms(worse.rttMs)}</td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

/** Of each figure the worse direction. */
function worseOf(up: Line | null, down: Line | null): { loss: number | null; jitterMs: number | null; rttMs: number | null } {
  const worst = (read: (line: Line) => number | null) => {
    const known = [up, down].flatMap((line) => (line === null ? [] : [read(line)])).filter((value) => value !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  return { loss: worst(({ loss }) => loss), jitterMs: worst(({ jitterMs }) => jitterMs), rttMs: worst(({ rttMs }) => rttMs) };
}
