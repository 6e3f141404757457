'use client';

import { Download } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { ForecastSlot } from '../../../server/protocol/planning.ts';
import { Button } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../components/ui/table.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import { clock, forecastCsv, type Made, type Model, needOf } from './forecast-view.ts';

/** Interval by interval; as CSV, the whole day. */
export function ForecastTable({ forecast, slots, model }: { forecast: Made; slots: readonly ForecastSlot[]; model: Model }) {
  const t = useTranslations('planning.table');
  const fields = useTranslations('planning.fields');
  const { number, percent, percentWithTenths, briefly } = useFormats();
  const several = forecast.centers.length > 1;
  const download = () => {
    const figures = [t('rostered'), t('service-level'), t('asa'), t('occupancy')];
    const headings = [
      fields('day'),
      t('time'),
      t('calls'),
      t('low'),
      t('high'),
      t('agents-c'),
      ...figures,
      t('agents-a'),
      ...figures,
      t('abandoned'),
    ];
    // Spreadsheets take it for UTF-8 by the mark at its beginning.
    save(`tandem-forecast-${forecast.date}.csv`, `\uFEFF${forecastCsv(forecast, headings)}`);
  };
  return (
    <Panel
      flush
      title={t('label')}
      action={
        <Button size="sm" onClick={download}>
          <Download aria-hidden />
          {t('csv')}
        </Button>
      }
    >
      <Table aria-label={t('label')} className="min-w-[60rem]">
        <TableHead>
          <tr>
            <TableHeader>{t('time')}</TableHeader>
            <TableHeader numeric>{t('calls')}</TableHeader>
            <TableHeader numeric>{t('range')}</TableHeader>
            <TableHeader numeric>{t('agents-c')}</TableHeader>
            <TableHeader numeric>{t('agents-a')}</TableHeader>
            <TableHeader numeric title={t('rostered-title')}>
              {t('rostered')}
            </TableHeader>
            <TableHeader numeric>{t('service-level')}</TableHeader>
            <TableHeader numeric>{t('asa')}</TableHeader>
            <TableHeader numeric>{t('occupancy')}</TableHeader>
            <TableHeader numeric>{t('abandoned')}</TableHeader>
            {several &&
              forecast.centers.map(({ id, name }) => (
                <TableHeader key={id} numeric>
                  {name}
                </TableHeader>
              ))}
          </tr>
        </TableHead>
        <TableBody>
          {slots.map((slot) => {
            const need = needOf(slot.pooled, model);
            return (
              <TableRow key={slot.minute}>
                <TableHeader scope="row">{clock(slot.minute)}</TableHeader>
                <TableCell numeric>{number(slot.pooled.calls, 1)}</TableCell>
                <TableCell numeric>{`${number(slot.low, 1)}–${number(slot.high, 1)}`}</TableCell>
                <TableCell numeric>{slot.pooled.erlangC?.agents ?? '–'}</TableCell>
                <TableCell numeric>{slot.pooled.erlangA?.agents ?? '–'}</TableCell>
                <TableCell numeric>{need?.rostered ?? '–'}</TableCell>
                <TableCell numeric>{percent(need?.serviceLevel ?? null)}</TableCell>
                <TableCell numeric>{need === null ? '–' : briefly(need.asaSeconds * 1000)}</TableCell>
                <TableCell numeric>{percent(need?.occupancy ?? null)}</TableCell>
                <TableCell numeric>{percentWithTenths(need?.abandoned ?? null)}</TableCell>
                {several &&
                  forecast.centers.map(({ id }) => (
                    <TableCell key={id} numeric>
                      {(slot.centers[id] && needOf(slot.centers[id], model)?.agents) ?? '–'}
                    </TableCell>
                  ))}
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </Panel>
  );
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
