import type { AuditAction } from '../../../server/protocol/audit.ts';

/** What the audit log is searched for; empty: not narrowed. Days are those of this browser, `yyyy-mm-dd`. */
export interface AuditFilter {
  actor: string;
  subject: string;
  action: AuditAction | '';
  outcome: 'done' | 'refused' | '';
  centerId: string;
  from: string;
  until: string;
}

export const NO_FILTER: AuditFilter = { actor: '', subject: '', action: '', outcome: '', centerId: '', from: '', until: '' };

/** As the API takes it: a day reaches from its midnight to the next, and the last day is in it. */
export function queryOf({ from, until, ...texts }: AuditFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(texts)) if (value.trim() !== '') query.set(name, value.trim());
  const begin = midnightOf(from, 0);
  const end = midnightOf(until, 1);
  if (begin !== null) query.set('from', String(begin));
  if (end !== null) query.set('until', String(end));
  return query;
}

function midnightOf(day: string, daysLater: number): number | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined) return null;
  // By the parts of a date, a day is as long as it is here, also when clocks change.
  const at = new Date(Number(year), Number(month) - 1, Number(date) + daysLater).getTime();
  return Number.isNaN(at) || at < 0 ? null : at;
}
