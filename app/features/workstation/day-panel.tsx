'use client';

import { CalendarRange } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WorkstationState } from '../../../server/protocol/workstation.ts';
import { Button } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import { later } from '../../lib/later.tsx';
import type { WorkstationConnection } from './connection.ts';
import { DayLine } from './day-line.tsx';
import { FigureRows } from './figure-rows.tsx';
import { useShortcut } from './shortcuts/use-shortcut.tsx';
import { useAnswer } from './use-answer.ts';

// Fetched when it is first opened.
const DayDialog = later(() => import('./day-dialog.tsx').then((module) => module.default));

interface DayPanelProps {
  state: WorkstationState;
  ready: boolean;
  /** A call rings: nothing may lie over it. */
  offered: boolean;
  connection: WorkstationConnection;
}

/** How the day has been: three figures and a line. The rest is one press away. */
export function DayPanel({ state, ready, offered, connection }: DayPanelProps) {
  const t = useTranslations('workstation-desk.day');
  const { durationOr, number } = useFormats();
  const { today, status } = state;
  const { answer, ask } = useAnswer(connection.myDay);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (offered) setOpen(false);
  }, [offered]);
  useShortcut('day', () => setOpen(true), ready);
  // The line grows by itself while nothing changes; what changed is asked for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these means that there is more to tell.
  useEffect(() => {
    if (ready) void ask();
  }, [ready, ask, status.kind, status.since, today.calls, today.missed]);
  const day = answer.kind === 'here' ? answer.data : null;

  return (
    <Panel title={t('title')}>
      <FigureRows
        rows={[
          [t('calls'), number(today.calls)],
          [t('aht'), durationOr(today.ahtMs), t('aht-means')],
          [t('missed'), number(today.missed)],
        ]}
      />
      <div className="mt-3 min-h-10">{day === null ? <Skeleton className="h-4" /> : <DayLine day={day} />}</div>
      <Button variant="quiet" size="sm" disabled={!ready} onClick={() => setOpen(true)} className="mt-1 -ml-3">
        <CalendarRange aria-hidden />
        {t('show')}
      </Button>
      {open && <DayDialog answer={answer} onRetry={() => void ask()} onClose={() => setOpen(false)} />}
    </Panel>
  );
}
