'use client';

import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { MyDay } from '../../../server/protocol/desk.ts';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../components/ui/table.tsx';
import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { STRIP_LOOK } from './day-line.tsx';
import { asRows, timeline } from './day-timeline.ts';
import { useStatusWords } from './status-words.ts';
import { useZoneTime } from './use-zone-time.ts';

/** The line of the day as a table: for whoever reads rather than looks. */
export function DayStatuses({ day }: { day: MyDay }) {
  const t = useTranslations('workstation-desk.day');
  const { segmentWord } = useStatusWords();
  const { duration } = useFormats();
  const time = useZoneTime(day.timeZone);
  const now = useTicking((moment) => Math.floor(moment / 30_000) * 30_000);
  const line = timeline(day.segments, Math.max(now, day.now), day.timeZone);
  if (line === null) return null;
  return (
    <details className="group">
      <summary className="-mx-2 flex list-none items-center gap-2 rounded-md px-2 py-1 font-medium text-sm hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 text-muted group-open:rotate-90" />
        {t('as-table')}
      </summary>
      <Table aria-label={t('line')} className="mt-2">
        <TableHead>
          <tr>
            <TableHeader>{t('column.status')}</TableHeader>
            <TableHeader numeric>{t('column.from')}</TableHeader>
            <TableHeader numeric>{t('column.to')}</TableHeader>
            <TableHeader numeric>{t('column.length')}</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {asRows(line).map((strip) => (
            <TableRow key={strip.from}>
              <TableCell>
                <span className="flex items-center gap-2">
                  <span aria-hidden className={cn('size-3 shrink-0 rounded-[2px]', STRIP_LOOK[strip.kind])} />
                  {segmentWord(strip)}
                </span>
              </TableCell>
              <TableCell numeric>{time(strip.from)}</TableCell>
              <TableCell numeric>{time(strip.to)}</TableCell>
              <TableCell numeric>{duration(strip.to - strip.from)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </details>
  );
}
