import { expect, test } from 'vitest';
import { type AuditFilter, NO_FILTER, queryOf } from './audit-filter.ts';

const at = (...parts: [number, number, number]) => String(new Date(...parts).getTime());

test.each<[string, Partial<AuditFilter>, Record<string, string>]>([
  ['nothing narrows nothing', {}, {}],
  ['words are trimmed', { actor: '  sofia ', subject: ' ' }, { actor: 'sofia' }],
  [
    'choices are as they are',
    { action: 'call-moved', outcome: 'refused', centerId: 'lisbon' },
    { action: 'call-moved', outcome: 'refused', centerId: 'lisbon' },
  ],
  ['the first day is from its midnight', { from: '2026-11-23' }, { from: at(2026, 10, 23) }],
  ['the last day is in it', { until: '2026-11-30' }, { until: at(2026, 11, 1) }],
  ['half a day typed is none', { from: '2026-1', until: 'x' }, {}],
])('%s', (_, filter, query) => {
  expect(Object.fromEntries(queryOf({ ...NO_FILTER, ...filter }))).toEqual(query);
});
