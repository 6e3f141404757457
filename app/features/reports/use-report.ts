'use client';

import { useEffect, useState } from 'react';
import { writeReport } from '../../../server/protocol/report-address.ts';
import { Report, type ReportQuery } from '../../../server/protocol/reports.ts';
import { api } from '../../lib/api.ts';
import { type Draft, readDraft, withChart, writeDraft } from './report-draft.ts';

export type ReportState =
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  /** `updating`: another has been asked for; this stays in sight until it is there. */
  | { kind: 'shown'; report: Report; updating: boolean };

/** Not on every letter that is typed. */
const ASK_AFTER_MS = 250;

/** What is asked, kept in the address. Only for what is drawn in the browser: the server does not know it. */
export function useDraft(): [Draft, (change: (draft: Draft) => Draft) => void] {
  const [draft, setDraft] = useState<Draft>(() =>
    readDraft(window.location.search, new Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC'),
  );
  useEffect(() => {
    const timer = setTimeout(() => window.history.replaceState(null, '', window.location.pathname + writeDraft(draft)), ASK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  return [draft, (change) => setDraft((before) => withChart(change(before)))];
}

/** The report that a query asks for, and how to ask again. */
export function useReport(query: ReportQuery): { state: ReportState; retry: () => void } {
  const [state, setState] = useState<ReportState>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const address = writeReport(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked again for another attempt.
  useEffect(() => {
    const abort = new AbortController();
    setState((before) => (before.kind === 'shown' ? { ...before, updating: true } : { kind: 'loading' }));
    const timer = setTimeout(() => {
      api(`/api/reports/run?${address}`, { schema: Report, signal: abort.signal }).then(
        (report) => setState({ kind: 'shown', report, updating: false }),
        (error: unknown) => {
          if (!abort.signal.aborted) setState({ kind: 'failed', error });
        },
      );
    }, ASK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [address, attempt]);
  return { state, retry: () => setAttempt((count) => count + 1) };
}
