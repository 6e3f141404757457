'use client';

import type { PastCall } from '../../../server/protocol/customers.ts';
import { SectionTitle } from '../../components/ui/panel.tsx';
import { useClock } from '../../lib/clock.ts';
import { day, duration } from '../../lib/format.ts';

/** What was said before, newest first. */
export function CallHistory({ history }: { history: readonly PastCall[] }) {
  const now = useClock().now();
  return (
    <div className="mt-6 border-line border-t pt-4">
      <SectionTitle>Last calls</SectionTitle>
      {history.length === 0 && <p className="mt-2 text-muted text-sm">None yet: this is the first one.</p>}
      <ol aria-label="Last calls" className="mt-2 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 gap-y-4">
        {history.map((call) => (
          <li key={call.callId} className="col-span-2 grid grid-cols-subgrid text-sm">
            <time dateTime={new Date(call.at).toISOString()} className="figures text-muted">
              {day(call.at, now)}
            </time>
            <div className="min-w-0">
              <p>
                <span className="font-medium">{call.disposition ?? 'No disposition'}</span>
                <span className="text-muted">
                  {' '}
                  · {call.agentName} · <span className="figures">{duration(call.talkMs)}</span>
                </span>
              </p>
              {call.notes !== '' && <p className="whitespace-pre-line break-words">{call.notes}</p>}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
