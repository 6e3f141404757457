'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { FigureName, WhatIfResult } from '../../../server/protocol/planning.ts';
import { IntervalChart } from '../../components/charts/interval-chart.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Select } from '../../components/ui/select.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../components/ui/table.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import { clock } from './forecast-view.ts';
import type { Trying } from './use-what-if.ts';
import { busyIntervals, FIGURE_NAMES, isShare, verdictOf } from './what-if-view.ts';

/** What came of it. `message`: why nothing did. */
export function WhatIfOutcome({ trying, message }: { trying: Trying; message?: string }) {
  const t = useTranslations('planning');
  if (message !== undefined) return <ErrorState title={t('what-if.failed')} message={message} />;
  return trying.kind === 'done' ? <Compared result={trying.result} /> : null;
}

const SIDES = ['real', 'before', 'after'] as const;
const LOOKS = { real: 'faint', before: 'other', after: 'main' } as const;
const TONES = { better: 'available', worse: 'missed', same: 'neutral', busier: 'neutral', idler: 'neutral' } as const;
const VERDICTS = { better: 'better', worse: 'worse', same: 'same', busier: 'busier', idler: 'less-busy' } as const;

function Compared({ result }: { result: WhatIfResult }) {
  const t = useTranslations('planning.result');
  const what = useTranslations('planning.what-if');
  const { number, percent, percentWithTenths } = useFormats();
  const [figure, setFigure] = useState<FigureName>('serviceLevel');
  const intervals = busyIntervals(result.intervals);
  const said = (name: FigureName, value: number | null) =>
    value === null ? '–' : isShare(name) ? percentWithTenths(value) : t('seconds', { value: number(value, 1) });
  const difference = (name: FigureName) => {
    const known = result.difference[name];
    if (known === null) return '–';
    const times = isShare(name) ? 100 : 1;
    const half = known.halfWidth === null ? '–' : number(known.halfWidth * times, 1);
    const mean = `${known.mean > 0 ? '+' : ''}${number(known.mean * times, 1)}`;
    return t(isShare(name) ? 'points' : 'seconds', { value: t('plus-minus', { mean, half }) });
  };
  return (
    <>
      <Panel flush title={t('title')}>
        <Table aria-label={t('title')} className="min-w-[44rem]">
          <TableHead>
            <tr>
              <TableHeader>{what('measure')}</TableHeader>
              {SIDES.map((side) => (
                <TableHeader key={side} numeric>
                  {t(side)}
                </TableHeader>
              ))}
              <TableHeader numeric title={t('difference-title', { runs: result.runs })}>
                {t('difference')}
              </TableHeader>
              <TableHeader>{t('verdict')}</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {FIGURE_NAMES.map((name) => {
              const verdict = verdictOf(name, result.difference[name]);
              return (
                <TableRow key={name}>
                  <TableHeader scope="row">{t(`measures.${name}`)}</TableHeader>
                  {SIDES.map((side) => (
                    <TableCell key={side} numeric>
                      {said(name, result[side][name])}
                    </TableCell>
                  ))}
                  <TableCell numeric>{difference(name)}</TableCell>
                  <TableCell>
                    <Badge tone={TONES[verdict]}>{t(VERDICTS[verdict])}</Badge>
                  </TableCell>
                </TableRow>
              );
            })}
            {(['answered', 'abandoned'] as const).map((name) => (
              <TableRow key={name}>
                <TableHeader scope="row">{t(name)}</TableHeader>
                {SIDES.map((side) => (
                  <TableCell key={side} numeric>
                    {number(result[side][name], Number.isInteger(result[side][name]) ? 0 : 1)}
                  </TableCell>
                ))}
                <TableCell />
                <TableCell />
              </TableRow>
            ))}
          </TableBody>
        </Table>
        <div className="flex flex-col gap-1 px-4 py-3 text-muted text-sm">
          <p>{t('difference-title', { runs: result.runs })}</p>
          {result.missing > 0 && <p>{t('missing', { count: result.missing })}</p>}
          {result.unknownStaff > 0 && <p>{t('unknown-staff', { count: result.unknownStaff })}</p>}
          {result.laterSettings && <p>{t('later-settings')}</p>}
        </div>
      </Panel>
      <Panel
        title={t('intervals')}
        action={
          <Field label={what('measure')} hideLabel className="w-44">
            <Select
              value={figure}
              onChange={(value) => setFigure(FIGURE_NAMES.find((name) => name === value) ?? 'serviceLevel')}
              options={FIGURE_NAMES.map((name) => ({ value: name, label: t(`measures.${name}`) }))}
            />
          </Field>
        }
      >
        <IntervalChart
          label={t('chart-label', { measure: t(`measures.${figure}`) })}
          times={intervals.map(({ minute }) => clock(minute))}
          lines={SIDES.map((side) => ({ key: side, name: t(side), look: LOOKS[side], values: intervals.map((one) => one[side][figure]) }))}
          format={(value) => (isShare(figure) ? percent(value) : said(figure, value))}
          atLeast={isShare(figure) ? 1 : 0}
        />
        <Table aria-label={t('intervals')} className="mt-3 min-w-[32rem]" boxClassName="max-h-96 overflow-y-auto">
          <TableHead>
            <tr>
              <TableHeader>{t('intervals')}</TableHeader>
              <TableHeader numeric>{t('calls')}</TableHeader>
              {SIDES.map((side) => (
                <TableHeader key={side} numeric>
                  {t(side)}
                </TableHeader>
              ))}
            </tr>
          </TableHead>
          <TableBody>
            {intervals.map((one) => (
              <TableRow key={one.minute}>
                <TableHeader scope="row">{clock(one.minute)}</TableHeader>
                <TableCell numeric>{number(one.calls)}</TableCell>
                {SIDES.map((side) => (
                  <TableCell key={side} numeric>
                    {said(figure, one[side][figure])}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Panel>
    </>
  );
}

const LIMITS = ['same', 'drawn', 'agents', 'sent', 'added'] as const;

/** What such a result rests on. */
export function WhatIfLimits() {
  const t = useTranslations('planning.limits');
  return (
    <Panel title={t('title')}>
      <ul className="flex max-w-prose list-disc flex-col gap-1 pl-5 text-sm">
        {LIMITS.map((limit) => (
          <li key={limit}>{t(limit)}</li>
        ))}
      </ul>
    </Panel>
  );
}
