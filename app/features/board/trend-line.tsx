import { useMemo } from 'react';
import type { BoardTrend } from '../../../server/protocol/board.ts';
import { DEFAULT_SWITCHES, type Switches } from '../../../server/protocol/formulas.ts';
import { Sparkline } from '../../components/ui/sparkline.tsx';
import { useWords } from '../../lib/i18n/words.ts';
import { type TrendMeasure, trendValues, trendWords } from './trend-view.ts';

interface TrendLineProps {
  trend: BoardTrend;
  measure?: TrendMeasure;
  switches?: Switches;
  className?: string;
}

/** A measure in each quarter of an hour of the last eight hours. */
export function TrendLine({ trend, measure = 'calls', switches = DEFAULT_SWITCHES, className }: TrendLineProps) {
  const say = useWords();
  const values = useMemo(() => trendValues(trend, measure, switches), [trend, measure, switches]);
  // Service levels are read against all, not against the best of them.
  const most = measure === 'level' ? 1 : undefined;
  return (
    <Sparkline
      values={values}
      label={say(trendWords(measure, values))}
      {...(most === undefined ? {} : { most })}
      {...(className === undefined ? {} : { className })}
    />
  );
}
