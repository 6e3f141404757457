import { useTranslations } from 'use-intl/react';
import { Sparkline } from '../../components/ui/sparkline.tsx';

/** Calls in each quarter of an hour of the last eight hours. */
export function TrendLine({ calls, className }: { calls: readonly number[]; className?: string }) {
  const t = useTranslations('board');
  const label = t('trend', { calls: calls.reduce((sum, one) => sum + one, 0), most: Math.max(0, ...calls) });
  return <Sparkline values={calls} label={label} {...(className === undefined ? {} : { className })} />;
}
