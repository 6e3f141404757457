import type { AuditAction, AuditSubject } from '../protocol/audit.ts';
import type { PrismaClient } from './database.ts';

export interface NewAuditEntry {
  /** Milliseconds since the epoch. */
  at: number;
  actor: { id: string; name: string };
  action: AuditAction;
  outcome: 'done' | 'refused';
  centerId: string | null;
  subject: AuditSubject | null;
  details?: Record<string, string | number | boolean | null>;
}

/** Who did what to whose work. Nothing in it is ever changed or deleted. */
export interface AuditLog {
  /** Resolves once it is kept: what can't be written down is not done. */
  record(entry: NewAuditEntry): Promise<void>;
}

export function openAuditLog(prisma: PrismaClient): AuditLog {
  return {
    async record({ at, actor, action, outcome, centerId, subject, details = {} }) {
      await prisma.auditEntry.create({
        data: {
          at: new Date(at),
          actorId: actor.id,
          actorName: actor.name,
          action,
          outcome,
          centerId,
          subjectKind: subject?.kind ?? null,
          subjectId: subject?.id ?? null,
          subjectName: subject?.name ?? null,
          details,
        },
      });
    },
  };
}
