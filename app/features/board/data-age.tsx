'use client';

import { CircleCheck, CircleDashed, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { BoardCenter } from '../../../server/protocol/board.ts';
import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { type Freshness, freshnessOf, freshnessWords } from './freshness.ts';

/** How old each center's data is: always in sight, and counting. */
export function DataAges({ centers }: { centers: readonly BoardCenter[] }) {
  const t = useTranslations('board');
  return (
    <section aria-label={t('age.title')} className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      <ServerTime />
      <span className="text-muted">{t('age.title')}</span>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {centers.map((center) => (
          <CenterAge key={center.id} center={center} />
        ))}
      </ul>
    </section>
  );
}

/** The routing server's time of day, from which all times here are counted. */
function ServerTime() {
  const { timeWithSeconds } = useFormats();
  const time = useTicking(timeWithSeconds);
  return <time className="figures font-medium">{time}</time>;
}

const LOOKS: Record<Freshness, { icon: LucideIcon; ink: string }> = {
  fresh: { icon: CircleCheck, ink: 'text-available' },
  late: { icon: TriangleAlert, ink: 'text-not-ready' },
  never: { icon: CircleDashed, ink: 'text-offline' },
};

function CenterAge({ center }: { center: BoardCenter }) {
  const say = useWords();
  const freshness = useTicking((now) => freshnessOf(center, now));
  const text = useTicking((now) => say(freshnessWords(center, now)));
  const { icon: Icon, ink } = LOOKS[freshness];
  return (
    <li className="flex items-center gap-1.5 whitespace-nowrap">
      <Icon aria-hidden className={cn('size-3.5', ink)} />
      <span className="font-medium">{center.name}</span>
      {/* Wide enough for every age, so that the next center keeps its place. */}
      <span className={cn('figures min-w-10', freshness === 'fresh' ? 'text-muted' : ink)}>{text}</span>
    </li>
  );
}
