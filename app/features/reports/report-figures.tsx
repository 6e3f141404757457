'use client';

import { Info } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { Measure } from '../../../server/protocol/report-words.ts';
import type { Report } from '../../../server/protocol/reports.ts';
import { Tooltip } from '../../components/ui/tooltip.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { figureText, levelFormula } from './report-view.ts';

/** The figures of the whole report, each with how it is counted. */
export function ReportFigures({ report }: { report: Report }) {
  const t = useTranslations('reports');
  const formats = useFormats();
  const say = useWords();
  const how = (measure: Measure) =>
    measure === 'serviceLevel' ? say(levelFormula(report.query.switches).formula) : t(`formulas.${measure}`);
  return (
    <dl
      aria-label={t('total')}
      className="grid overflow-hidden rounded-lg border border-line bg-line [gap:1px] [grid-template-columns:repeat(auto-fit,minmax(9rem,1fr))]"
    >
      {report.query.measures.map((measure, index) => (
        <div key={measure} className="flex min-w-0 flex-col gap-1 bg-surface px-4 py-3">
          <dt className="flex items-center gap-1 font-medium text-muted text-sm">
            {t(`measures.${measure}`)}
            <Tooltip text={how(measure)}>
              <button
                type="button"
                aria-label={t('formula-title', { label: t(`measures.${measure}`) })}
                className="-m-1 rounded-full p-1 hover:text-ink"
              >
                <Info aria-hidden className="size-3.5" />
              </button>
            </Tooltip>
          </dt>
          <dd className="figures font-semibold text-2xl">{figureText(report.total[index] ?? null, measure, formats)}</dd>
        </div>
      ))}
    </dl>
  );
}
