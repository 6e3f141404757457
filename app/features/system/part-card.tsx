'use client';

import { CircleCheck, CirclePause, type LucideIcon, OctagonAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Badge, type Tone } from '../../components/ui/badge.tsx';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import type { Fact, FactValue, Look, Part } from './system-view.ts';

const LOOKS: Record<Look, { tone: Tone; icon: LucideIcon; edge: string }> = {
  well: { tone: 'available', icon: CircleCheck, edge: 'border-line' },
  resting: { tone: 'neutral', icon: CirclePause, edge: 'border-line' },
  watch: { tone: 'not-ready', icon: TriangleAlert, edge: 'border-not-ready' },
  broken: { tone: 'missed', icon: OctagonAlert, edge: 'border-missed' },
};

/** A server, a center or a media server: what it is, how it is, and what it has to do. */
export function PartCard({ part, now }: { part: Part; now: number }) {
  const t = useTranslations('system');
  const say = useWords();
  const { age } = useFormats();
  const { tone, icon: Icon, edge } = LOOKS[part.look];
  return (
    <article className={cn('min-w-0 flex-1 rounded-lg border bg-surface px-4 py-3', edge)}>
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h3 className="min-w-0 break-words font-semibold">{say(part.name)}</h3>
        <Badge tone={tone}>
          <Icon aria-hidden />
          {say(part.state)}
        </Badge>
      </div>
      {part.note !== null && <p className="break-all text-muted text-sm">{say(part.note)}</p>}
      <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-1 sm:grid-cols-3">
        {part.facts.map((fact) => (
          <FactLine key={fact.name} fact={fact} />
        ))}
      </dl>
      {part.machine !== null && <MachineLines of={part.machine} now={now} />}
      {part.startedAt !== null && <p className="mt-2 text-muted text-xs">{t('started', { age: age(part.startedAt, now) })}</p>}
    </article>
  );
}

function MachineLines({ of: { name, linked }, now }: { of: NonNullable<Part['machine']>; now: number }) {
  const t = useTranslations('system');
  const say = useWords();
  const { moment } = useFormats();
  const line =
    'since' in linked ? t('linked-since', { at: moment(linked.since, now) }) : t('seen-until', { at: moment(linked.until, now) });
  return (
    <>
      <p className="mt-2 break-all text-muted text-xs">{say(name)}</p>
      <p className="text-muted text-xs">{line}</p>
    </>
  );
}

function FactLine({ fact: { name, value } }: { fact: Fact }) {
  const t = useTranslations('system.facts');
  const write = useFigures();
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{t(name)}</dt>
      <dd className="figures font-medium">{write(value)}</dd>
    </div>
  );
}

function useFigures(): (value: FactValue) => string {
  const t = useTranslations('system.units');
  const { number, percent, percentWithTenths, briefly } = useFormats();
  return (value) => {
    if (value === 'unknown') return '–';
    if ('count' in value) return number(value.count);
    if ('lost' in value) return percentWithTenths(value.lost);
    if ('of' in value) return t('of', { up: value.of[0], all: value.of[1] });
    if ('share' in value) return percent(value.share);
    if ('age' in value) return briefly(value.age);
    if ('ms' in value) return t('ms', { value: number(value.ms, 1) });
    return t('megabytes', { value: number(Math.round(value.bytes / 1e6)) });
  };
}
