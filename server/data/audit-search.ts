import {
  AUDIT_EXPORT,
  AUDIT_PAGE,
  type AuditAction,
  type AuditEntry,
  type AuditPage,
  type AuditQuery,
  type AuditSubject,
} from '../protocol/audit.ts';
import type { CenterId } from '../protocol/common.ts';
import { sentence } from '../protocol/sentences.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';
import type { Prisma } from './generated/client.ts';

/** Reads the audit log, for those who may. `sees`: the centers whose entries they may see; null: all. */
export interface AuditSearch {
  /** The newest first. */
  page(query: AuditQuery, sees: readonly CenterId[] | null): Promise<AuditPage>;
  /** All that fit the query, the newest first. @throws Failure `too-many` when they are more than an export holds */
  all(query: AuditQuery, sees: readonly CenterId[] | null): Promise<AuditEntry[]>;
}

export function openAuditSearch(prisma: PrismaClient): AuditSearch {
  const rows = (where: Prisma.AuditEntryWhereInput, take: number) => prisma.auditEntry.findMany({ where, orderBy: { id: 'desc' }, take });
  return {
    async page(query, sees) {
      const found = await rows(whereOf(query, sees), AUDIT_PAGE + 1);
      const shown = found.slice(0, AUDIT_PAGE);
      return { entries: shown.map(toEntry), next: found.length > AUDIT_PAGE ? (shown.at(-1)?.id.toString() ?? null) : null };
    },
    async all(query, sees) {
      const found = await rows(whereOf(query, sees), AUDIT_EXPORT + 1);
      if (found.length > AUDIT_EXPORT) throw new Failure('too-many', sentence('audit-export', { count: AUDIT_EXPORT }), 'from');
      return found.map(toEntry);
    },
  };
}

function whereOf(query: AuditQuery, sees: readonly CenterId[] | null): Prisma.AuditEntryWhereInput {
  const { actor, subject, action, outcome, centerId, from, until, cursor } = query;
  const named = (text: string) => ({ contains: escaped(text), mode: 'insensitive' as const });
  const every: Prisma.AuditEntryWhereInput[] = [];
  // What belongs to no center alone concerns all who supervise; keys and the like are administrators' own.
  if (sees !== null) every.push({ OR: [{ centerId: { in: [...sees] } }, { centerId: null, subjectKind: { in: ['call', 'queue'] } }] });
  if (actor) every.push({ OR: [{ actorName: named(actor) }, { actorId: actor }] });
  if (subject) every.push({ OR: [{ subjectName: named(subject) }, { subjectId: subject }] });
  if (cursor !== undefined) every.push({ id: { lt: BigInt(cursor) } });
  const at = { ...(from === undefined ? {} : { gte: new Date(from) }), ...(until === undefined ? {} : { lt: new Date(until) }) };
  return { AND: every, at, ...(action && { action }), ...(outcome && { outcome }), ...(centerId && { centerId }) };
}

/** What is looked for is text: `%` and `_` in it stand for themselves. */
const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

type Row = Prisma.AuditEntryGetPayload<Record<string, never>>;

// Written by `openAuditLog` alone, from these very types.
function toEntry({ id, at, actorId, actorName, action, outcome, centerId, subjectKind, subjectId, subjectName, details }: Row): AuditEntry {
  const subject = subjectKind === null ? null : { kind: subjectKind as AuditSubject['kind'], id: subjectId ?? '', name: subjectName ?? '' };
  return {
    id: id.toString(),
    at: at.getTime(),
    actor: { id: actorId, name: actorName },
    action: action as AuditAction,
    outcome: outcome as AuditEntry['outcome'],
    centerId,
    subject,
    details: details as AuditEntry['details'],
  };
}
