import type { AuditEntry } from '../protocol/audit.ts';
import { csvOf } from '../protocol/csv.ts';

/** The audit log as files, for other programs: times in UTC, details as they are kept. */

const COLUMNS = ['id', 'time', 'person id', 'person', 'action', 'outcome', 'center', 'subject kind', 'subject id', 'subject', 'details'];

export function auditCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map(({ id, at, actor, action, outcome, centerId, subject, details }) => [
    id,
    new Date(at).toISOString(),
    actor.id,
    actor.name,
    action,
    outcome,
    centerId,
    subject?.kind ?? null,
    subject?.id ?? null,
    subject?.name ?? null,
    JSON.stringify(details),
  ]);
  return csvOf(COLUMNS, rows);
}

export function auditJson(entries: readonly AuditEntry[]): string {
  return JSON.stringify({ entries: entries.map(({ at, ...entry }) => ({ ...entry, at: new Date(at).toISOString() })) }, null, 2);
}
