'use client';

import { PhoneOff } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { exhausted, NOT_READY_CODES } from '../../../server/protocol/codes.ts';
import type { MyDay } from '../../../server/protocol/desk.ts';
import { Dialog } from '../../components/ui/dialog.tsx';
import { Figure } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../components/ui/table.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { CallerName } from '../callers/caller-name.tsx';
import { RatingLine } from '../ratings/rating-line.tsx';
import { DayLine } from './day-line.tsx';
import { DayStatuses } from './day-statuses.tsx';
import { useStatusWords } from './status-words.ts';
import type { Answer } from './use-answer.ts';
import { useZoneTime } from './use-zone-time.ts';

interface DayDialogProps {
  answer: Answer<MyDay>;
  onRetry: () => void;
  onClose: () => void;
}

/** An agent's own day: figures, the line and its parts in words, and every call with how it ended. */
export default function DayDialog({ answer, onRetry, onClose }: DayDialogProps) {
  const t = useTranslations('workstation-desk.day');
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title')} className="sm:max-w-4xl">
      <div className="min-h-96">
        <DayContent answer={answer} onRetry={onRetry} />
      </div>
    </Dialog>
  );
}

/** What an agent’s day is made of: for the agent, and for who supervises them. */
export function DayContent({ answer, onRetry }: Pick<DayDialogProps, 'answer' | 'onRetry'>) {
  const t = useTranslations('workstation-desk.day');
  const errorWords = useErrorWords();
  switch (answer.kind) {
    case 'loading':
      return <Skeleton className="h-40" />;
    case 'failed':
      return <ErrorState title={t('not-read')} message={errorWords(answer.error)} onRetry={onRetry} />;
    case 'here':
      return (
        <div className="grid gap-6">
          <Figures day={answer.data} />
          <DayLine day={answer.data} tall />
          <DayStatuses day={answer.data} />
          <Calls day={answer.data} />
        </div>
      );
    default:
      return exhausted(answer);
  }
}

function Figures({ day }: { day: MyDay }) {
  const t = useTranslations('workstation-desk.day');
  const { choiceWord } = useStatusWords();
  const { duration, durationOr, percent, number } = useFormats();
  const { figures } = day;
  const away = NOT_READY_CODES.flatMap((code) => {
    const ms = figures.notReadyMs[code];
    return ms === undefined ? [] : [{ label: choiceWord(code), value: duration(ms) }];
  });
  const shown = [
    { label: t('calls'), value: number(figures.calls) },
    { label: t('aht'), value: durationOr(figures.ahtMs), hint: t('aht-means') },
    { label: t('talked'), value: duration(figures.talkMs) },
    { label: t('wrapup'), value: duration(figures.wrapupMs) },
    { label: t('available'), value: duration(figures.availableMs) },
    { label: t('occupancy'), value: percent(figures.occupancy), hint: t('occupancy-means') },
    { label: t('missed'), value: number(figures.missed) },
    ...away,
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
      {shown.map((figure) => (
        <Figure key={figure.label} {...figure} />
      ))}
    </dl>
  );
}

function Calls({ day }: { day: MyDay }) {
  const t = useTranslations('workstation-desk.day');
  const { duration } = useFormats();
  const time = useZoneTime(day.timeZone);
  if (day.calls.length === 0) {
    return (
      <EmptyState icon={PhoneOff} title={t('no-calls')}>
        {t('no-calls-text')}
      </EmptyState>
    );
  }
  return (
    <Table aria-label={t('calls-table')}>
      <TableHead>
        <tr>
          <TableHeader>{t('column.time')}</TableHeader>
          <TableHeader>{t('column.caller')}</TableHeader>
          <TableHeader>{t('column.queue')}</TableHeader>
          <TableHeader>{t('column.disposition')}</TableHeader>
          <TableHeader numeric>{t('talked')}</TableHeader>
          <TableHeader numeric>{t('wrapup')}</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {day.calls.map((call) => (
          <TableRow key={call.callId}>
            <TableCell className="figures">{time(call.at)}</TableCell>
            <TableCell>
              <CallerName name={call.callerName} verified={call.verified} />
            </TableCell>
            <TableCell>{call.queueName}</TableCell>
            <TableCell className="max-w-80">
              <p>{call.disposition ?? <span className="text-muted">{t('no-disposition')}</span>}</p>
              {call.notes !== '' && (
                <p className="truncate text-muted" title={call.notes}>
                  {call.notes}
                </p>
              )}
              {call.rating !== undefined && <RatingLine rating={call.rating} className="text-sm" />}
            </TableCell>
            <TableCell numeric>{duration(call.talkMs)}</TableCell>
            <TableCell numeric>{duration(call.wrapupMs)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
