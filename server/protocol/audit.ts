import { z } from 'zod';
import { CenterId, Time, text } from './common.ts';

/** What is written down when supervisors and administrators do it, and when they are refused it. */
export const AUDIT_ACTIONS = [
  'call-monitored', // details: how (monitor | whisper | barge), how long
  'call-taken-over',
  'call-moved',
  'call-prioritized',
  'agent-status-set',
  'agent-skills-set',
  'agent-queues-set',
  'queue-closed',
  'queue-opened',
  'message-sent',
  'alert-rule-changed',
  'alert-acknowledged',
  'report-shared',
  'api-key-made',
  'api-key-ended',
  'webhook-changed',
  'read', // only when it is refused
  'widget-key-changed',
  'announcement-changed', // details: what was done, with which, in which language
  'caller-blocked', // by an agent
  'caller-unblocked',
  'recordings-deleted', // by the program itself, once they are old
  'media-node-changed',
  'link-key-changed', // of a center
] as const;
export const AuditAction = z.enum(AUDIT_ACTIONS);
export type AuditAction = z.infer<typeof AuditAction>;

export const SUBJECT_KINDS = [
  'agent',
  'call',
  'queue',
  'center',
  'report',
  'alert',
  'api-key',
  'webhook',
  'widget-key',
  'media-node',
] as const;
export const AuditSubject = z.object({ kind: z.enum(SUBJECT_KINDS), id: z.string(), name: z.string() });
export type AuditSubject = z.infer<typeof AuditSubject>;

export const AuditEntry = z.object({
  id: z.string(),
  at: Time,
  actor: z.object({ id: z.string(), name: z.string() }),
  action: AuditAction,
  outcome: z.enum(['done', 'refused']),
  centerId: CenterId.nullable(), // whose center's work it was
  subject: AuditSubject.nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/**
 * GET /api/supervision/audit: the newest first. What is left out narrows nothing. Supervisors see what was done in the centers that
 * they supervise, and what was done with calls and queues of no center alone; administrators see all.
 */
const Words = text(120).trim().optional();
export const AuditQuery = z.object({
  /** Part of the name of who acted, or of what they acted on; or its id. */
  actor: Words,
  subject: Words,
  action: AuditAction.optional(),
  outcome: z.enum(['done', 'refused']).optional(),
  centerId: CenterId.optional(),
  /** Milliseconds: from this moment on, and before that one. */
  from: z.coerce.number().pipe(Time).optional(),
  until: z.coerce.number().pipe(Time).optional(),
  /** The `next` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'is not a cursor')
    .optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditPage = z.object({ entries: z.array(AuditEntry), next: z.string().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;
export const AUDIT_PAGE = 50;
/** An export has so many entries at most. */
export const AUDIT_EXPORT = 50_000;
export const AuditExport = AuditQuery.omit({ cursor: true }).extend({ format: z.enum(['csv', 'json']) });
