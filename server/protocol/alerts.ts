import { z } from 'zod';
import type { Ack } from './common.ts';
import { AgentId, CenterId, QueueId, Time, text } from './common.ts';
import { MEASURE_NAMES, measureHas, rangeOf, unitOf } from './live-measures.ts';
import { wholeNumber } from './queue.ts';

/** Rules on live measures, and the times that they fired. For supervisors of the centers that a rule is for. */

export const AlertScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('center'), id: CenterId }),
  z.object({ kind: z.literal('queue'), id: QueueId }),
  z.object({ kind: z.literal('agent'), id: AgentId }),
]);
export type AlertScope = z.infer<typeof AlertScope>;

export const COMPARISONS = ['above', 'below'] as const;

const DAY_SECONDS = 86_400;

/** POST /api/alerts/rules; PATCH and DELETE /api/alerts/rules/:id. One that could never fire is refused, with the field. */
export const AlertRuleInput = z
  .object({
    name: text(120).trim().min(1, 'is needed'),
    measure: z.enum(MEASURE_NAMES, 'is not measured'),
    scope: AlertScope,
    comparison: z.enum(COMPARISONS),
    threshold: z.number('is not a number'), // in the measure's unit
    /** How long it must hold to fire, and be over to clear: what comes and goes fires once. */
    forSeconds: wholeNumber(0, DAY_SECONDS),
    centerId: CenterId.nullable(), // whose supervisors are told; null: all
    sound: z.boolean(),
    active: z.boolean(),
  })
  .superRefine(({ measure, scope, comparison, threshold }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (!measureHas(measure, scope.kind)) refuse('measure', 'is not measured for this');
    const [least, most] = rangeOf(unitOf(measure));
    if (threshold < least) refuse('threshold', `is below ${least}`);
    else if (threshold > most) refuse('threshold', `is above ${most}`);
    else if (comparison === 'below' && threshold === least) refuse('threshold', 'can never be gone below');
    else if (comparison === 'above' && threshold === most) refuse('threshold', 'can never be gone above');
  });
export type AlertRuleInput = z.infer<typeof AlertRuleInput>;

export const AlertRule = z.object({ ...AlertRuleInput.shape, id: z.string(), createdByName: z.string() });
export type AlertRule = z.infer<typeof AlertRule>;

/** GET /api/alerts/rules: those for one's own centers, by name, and what a rule can be about. */
export const AlertRules = z.object({
  rules: z.array(AlertRule),
  queues: z.array(z.object({ id: QueueId, name: z.string() })),
  centers: z.array(z.object({ id: CenterId, name: z.string() })), // that one supervises
  agents: z.array(z.object({ id: AgentId, name: z.string() })), // of those centers
  forAll: z.boolean(), // whether one may make rules whose alerts go to all supervisors
});
export type AlertRules = z.infer<typeof AlertRules>;

export const Alert = z.object({
  id: z.string(),
  ruleId: z.string(),
  rule: z.object(AlertRuleInput.shape), // as it was when it fired
  scopeName: z.string().nullable(),
  value: z.number(), // when it fired, in the measure's unit
  firedAt: Time,
  clearedAt: Time.nullable(),
  /** `rule-changed`: nobody looks at the figure by this rule any more. */
  clearedBy: z.enum(['figures', 'rule-changed']).nullable(),
  acknowledged: z.object({ at: Time, byName: z.string() }).nullable(),
});
export type Alert = z.infer<typeof Alert>;

/** GET /api/alerts/history: newest first. `before` is the `firedAt` of the last one seen. */
export const HISTORY_PAGE = 50;
export const AlertHistoryQuery = z.object({ before: z.coerce.number('is not a time').pipe(Time).optional() });
export const AlertHistory = z.object({ alerts: z.array(Alert), more: z.boolean() });
export type AlertHistory = z.infer<typeof AlertHistory>;

/**
 * Routing server → supervisors' pages: Socket.IO namespace `/alerts`. All that are not over and are one's own, at each change; and
 * what their figures are now, by the alert's id, when they are not what they were. null: there is no such figure now.
 */
export const ALERTS_NAMESPACE = '/alerts';
export interface ServerToAlerts {
  alerts: (now: { alerts: Alert[] }) => void;
  figures: (now: { figures: AlertFigures }) => void;
}
export type AlertFigures = Readonly<Record<string, number | null>>;
export interface AlertsToServer {
  acknowledge: (message: { id: string }, ack: (answer: Ack<object>) => void) => void;
}
