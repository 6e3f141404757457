'use client';

import { useTranslations } from 'use-intl/react';
import type { Report, ReportQuery } from '../../../server/protocol/reports.ts';
import { Field } from '../../components/ui/field.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Select } from '../../components/ui/select.tsx';
import { Switch } from '../../components/ui/switch.tsx';
import { useWords } from '../../lib/i18n/words.ts';
import { levelFormula, notesOf } from './report-view.ts';

const OWN = 'own';
const THRESHOLDS = [10, 15, 20, 30, 45, 60, 90, 120];
const SHORT = [0, 2, 3, 5, 10, 15, 20, 30];

interface ReportSwitchesProps {
  report: Report;
  query: ReportQuery;
  onChange: (switches: ReportQuery['switches']) => void;
}

/** How the service level is counted, to be read and to be changed, and what else the figures speak of. */
export function ReportSwitches({ report, query, onChange }: ReportSwitchesProps) {
  const t = useTranslations('reports');
  const say = useWords();
  const { switches } = query;
  const { formula, more } = levelFormula(report.query.switches);
  const withChosen = (list: readonly number[], chosen: number) => [...new Set([...list, chosen])].sort((a, b) => a - b);
  const notes = [
    ...more.map(say),
    ...(report.thresholds.length > 0 && report.thresholds.length <= 6
      ? [report.thresholds.map(({ queue, seconds }) => t('level.own-times', { queue, seconds })).join(' · ')]
      : []),
    t('counted-when'),
    ...notesOf(report.query).map((note) => t(note)),
    ...(report.restricted ? [t('restricted')] : []),
  ];
  return (
    <Panel aria-label={t('switches.title')} title={t('switches.title')}>
      <div className="flex flex-wrap items-start gap-x-8 gap-y-3">
        <div className="min-w-64 flex-1">
          <p className="font-medium">{say(formula)}</p>
          <ul className="mt-1 flex flex-col gap-0.5 text-muted text-sm">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </div>
        <Field label={t('switches.threshold')} className="w-56">
          <Select
            value={switches.threshold === null ? OWN : String(switches.threshold)}
            onChange={(value) => onChange({ ...switches, threshold: value === OWN ? null : Number(value) })}
            options={[
              { value: OWN, label: t('switches.own') },
              ...withChosen(THRESHOLDS, switches.threshold ?? 20).map((count) => ({
                value: String(count),
                label: t('switches.seconds', { count }),
              })),
            ]}
          />
        </Field>
        <Field label={t('switches.short')} className="w-44">
          <Select
            value={String(switches.shortAbandon)}
            onChange={(value) => onChange({ ...switches, shortAbandon: Number(value) })}
            options={withChosen(SHORT, switches.shortAbandon).map((count) => ({
              value: String(count),
              label: count === 0 ? t('switches.short-none') : t('switches.seconds', { count }),
            }))}
          />
        </Field>
        <div className="w-60">
          <Switch
            label={t('switches.abandons')}
            hint={t('switches.abandons-hint')}
            checked={switches.abandons}
            onChange={(abandons) => onChange({ ...switches, abandons })}
          />
        </div>
        <div className="w-60">
          <Switch
            label={t('switches.elsewhere')}
            hint={t('switches.elsewhere-hint')}
            checked={switches.elsewhere}
            onChange={(elsewhere) => onChange({ ...switches, elsewhere })}
          />
        </div>
      </div>
    </Panel>
  );
}
