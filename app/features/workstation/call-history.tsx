'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { PastCall } from '../../../server/protocol/customers.ts';
import { Button } from '../../components/ui/button.tsx';
import { SectionTitle } from '../../components/ui/panel.tsx';
import { useClock } from '../../lib/clock.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { VerifiedMark } from '../callers/caller-name.tsx';
import { RatingLine } from '../ratings/rating-line.tsx';

/** As many as are read while it rings. */
const AT_FIRST = 4;

/** What was said before, newest first; the newest is open. */
export function CallHistory({ history, customerName }: { history: readonly PastCall[]; customerName: string }) {
  const t = useTranslations('workstation-desk.history');
  const [all, setAll] = useState(false);
  const shown = all ? history : history.slice(0, AT_FIRST);
  return (
    <section aria-label={t('title')} className="mt-5 border-line border-t pt-4">
      <SectionTitle>{t('title')}</SectionTitle>
      {history.length === 0 && <p className="mt-2 text-muted text-sm">{t('none')}</p>}
      <ol aria-label={t('title')} className="mt-1.5 grid gap-1">
        {shown.map((call, index) => (
          <Call key={call.callId} call={call} open={index === 0} customerName={customerName} />
        ))}
      </ol>
      {history.length > AT_FIRST && (
        <Button variant="link" size="sm" className="mt-2" onClick={() => setAll(!all)}>
          {all ? t('fewer') : t('all', { count: history.length })}
        </Button>
      )}
    </section>
  );
}

function Call({ call, open, customerName }: { call: PastCall; open: boolean; customerName: string }) {
  const t = useTranslations('workstation-desk.history');
  const { day, duration } = useFormats();
  const now = useClock().now();
  const facts = t('facts', { agent: call.agentName, queue: call.queueName, talked: duration(call.talkMs) });
  return (
    <li className="text-sm">
      <details open={open} className="group">
        <summary className="-mx-1.5 flex list-none items-baseline gap-2 rounded-md px-1.5 py-1 hover:bg-sunken [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-3.5 shrink-0 self-center text-muted group-open:rotate-90" />
          <time dateTime={new Date(call.at).toISOString()} className="figures shrink-0 text-muted">
            {day(call.at, now)}
          </time>
          <span className="min-w-0 break-words font-medium">{call.disposition ?? t('no-disposition')}</span>
          {call.verified === true && <VerifiedMark name={customerName} />}
        </summary>
        <div className="grid gap-1 py-1 pl-5.5">
          <p className="figures text-muted">{facts}</p>
          {call.rating !== undefined && <RatingLine rating={call.rating} />}
          {call.notes !== '' && <p className="whitespace-pre-line break-words">{call.notes}</p>}
        </div>
      </details>
    </li>
  );
}
