'use client';

import { occupancy, timeUntil } from '../../../server/protocol/formulas.ts';
import { useTicking } from '../../lib/clock.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import type { AgentRow } from './board-view.ts';

/** Of these agents since midnight; what they are doing now counts until this second. */
export function Occupancy({ agents }: { agents: readonly Pick<AgentRow, 'day' | 'status' | 'dayStart'>[] }) {
  const { percent } = useFormats();
  return useTicking((now) => percent(occupancy(agents.map(({ day, status, dayStart }) => timeUntil(day, status, dayStart, now)))));
}
