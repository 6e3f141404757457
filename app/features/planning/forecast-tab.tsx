'use client';

import { CalendarRange } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { PlanningScope } from '../../../server/protocol/planning.ts';
import { Panel } from '../../components/ui/panel.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { cn } from '../../lib/cn.ts';
import { WireFailure } from '../../lib/failure.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { ForecastFields } from './forecast-fields.tsx';
import { ForecastResult } from './forecast-result.tsx';
import { FORECAST_FORM, type ForecastForm, fieldAt, type Model, requestOf } from './forecast-view.ts';
import { PlanningSkeleton } from './planning-skeleton.tsx';
import { useForecast } from './use-forecast.ts';

/** How many calls will come, and how many agents they need. */
export function ForecastTab({ scope }: { scope: PlanningScope }) {
  const t = useTranslations('planning');
  const errorWords = useErrorWords();
  const [form, setForm] = useState<ForecastForm>({ ...FORECAST_FORM, centerId: scope.centers[0]?.id ?? '' });
  const [model, setModel] = useState<Model>('erlangC');
  const read = requestOf(form);
  const { forecast, error, pending, retry } = useForecast('request' in read ? read.request : null);
  const at = error instanceof WireFailure ? fieldAt(error.field) : null;
  const wrong = 'wrong' in read ? read.wrong : [];
  const errorOf = (field: (typeof wrong)[number]) =>
    wrong.includes(field) ? t('fields.not-a-number') : at === field ? errorWords(error) : undefined;
  return (
    <>
      <ForecastFields
        scope={scope}
        form={form}
        onForm={setForm}
        model={model}
        onModel={setModel}
        days={forecast?.kind === 'forecast' ? forecast.days : []}
        date={forecast?.kind === 'forecast' ? forecast.date : null}
        errorOf={errorOf}
      />
      {error !== null && at === null && <ErrorState message={errorWords(error)} onRetry={retry} />}
      {forecast === null && error === null && <PlanningSkeleton />}
      {forecast?.kind === 'too-little' && (
        <Panel>
          <EmptyState icon={CalendarRange} title={t('too-little.title')}>
            {t('too-little.text', { days: forecast.days, needed: forecast.needed })}
          </EmptyState>
        </Panel>
      )}
      {forecast?.kind === 'forecast' && (
        <div aria-busy={pending} className={cn('flex flex-col gap-4', pending && 'opacity-60')}>
          <ForecastResult forecast={forecast} model={model} />
        </div>
      )}
    </>
  );
}
