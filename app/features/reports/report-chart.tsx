'use client';

import { useTranslations } from 'use-intl/react';
import type { Measure } from '../../../server/protocol/report-words.ts';
import type { Report } from '../../../server/protocol/reports.ts';
import { Chart, MOST_SERIES } from '../../components/charts/chart.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Select } from '../../components/ui/select.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import { LOCALE_TAGS } from '../../lib/i18n/locale-tags.ts';
import { axisUnit, chartOf, figureText } from './report-view.ts';
import { useGroupNames } from './use-group-names.ts';

interface ReportChartProps {
  report: Report;
  measure: Measure;
  onMeasure: (measure: Measure) => void;
}

export function ReportChart({ report, measure, onMeasure }: ReportChartProps) {
  const t = useTranslations('reports');
  const formats = useFormats();
  const name = useGroupNames();
  const label = t(`measures.${measure}`);
  const view = chartOf(report, measure, { tag: LOCALE_TAGS[formats.locale], label, name });
  if (view === null) return null;
  const title = view.kind === 'bar' ? t('chart-groups', { label }) : t('chart', { label });
  const choose = (
    <Select
      aria-label={t('chart-of')}
      className="w-52"
      value={measure}
      onChange={(value) => onMeasure(report.query.measures.find((one) => one === value) ?? measure)}
      options={report.query.measures.map((one) => ({ value: one, label: t(`measures.${one}`) }))}
    />
  );
  return (
    <Panel aria-label={title} title={title} action={choose}>
      <Chart
        aria-label={title}
        kind={view.kind}
        labels={view.labels}
        series={view.series}
        unit={axisUnit(measure)}
        format={(value) => figureText(value, measure, formats)}
      />
      {view.series.length > MOST_SERIES && (
        <p className="mt-2 text-muted text-sm">{t('chart-cut', { shown: MOST_SERIES, all: view.series.length })}</p>
      )}
    </Panel>
  );
}
