'use client';

import { TriangleAlert } from 'lucide-react';
import { createContext, useContext } from 'react';
import { useTranslations } from 'use-intl/react';
import type { BoardCenter } from '../../../server/protocol/board.ts';
import { useTicking } from '../../lib/clock.ts';
import { freshnessOf } from './freshness.ts';

const CentersContext = createContext<readonly BoardCenter[]>([]);
/** Apart from the rows: a center is heard all the time, and its agents' rows are not to be drawn again for that. */
export const CentersProvider = CentersContext.Provider;

/** Beside what comes from a center that has not been heard for too long. */
export function LateMark({ centerId }: { centerId: string }) {
  const t = useTranslations('board');
  const center = useContext(CentersContext).find((one) => one.id === centerId);
  const late = useTicking((now) => center !== undefined && freshnessOf(center, now) === 'late');
  if (!late) return null;
  return (
    <span className="ml-1.5 inline-flex items-center gap-1 text-not-ready text-xs">
      <TriangleAlert aria-hidden className="size-3" />
      {t('late')}
    </span>
  );
}
