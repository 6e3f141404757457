import { z } from 'zod';
import { CenterId, Time } from './common.ts';

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
] as const;
export const AuditAction = z.enum(AUDIT_ACTIONS);
export type AuditAction = z.infer<typeof AuditAction>;

export const SUBJECT_KINDS = ['agent', 'call', 'queue', 'center', 'report', 'alert', 'api-key', 'webhook'] as const;
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
