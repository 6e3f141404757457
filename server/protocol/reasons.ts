import { z } from 'zod';

/**
 * Why a call comes to this agent, as facts: each page says them in its own language, and the routing server in English for its
 * log. They are as true as they were when it was decided.
 */

/** By what a strategy compared agents, of one of them. */
export const Figure = z.discriminatedUnion('by', [
  z.object({ by: z.literal('longest-idle'), idleSeconds: z.number().int().nonnegative() }),
  z.object({ by: z.literal('least-occupied'), occupancy: z.number().nonnegative() }), // share of their ready time of late, 0..1
  z.object({ by: z.literal('fastest-server'), handleSeconds: z.number().int().nonnegative() }), // of one call, on average
  z.object({ by: z.literal('fewest-extra-skills'), skills: z.number().int().nonnegative() }), // beside those asked for
  z.object({ by: z.literal('random') }),
]);
export type Figure = z.infer<typeof Figure>;

export const Reason = z.discriminatedUnion('kind', [
  /** What they can, of what the call asks for. */
  z.object({ kind: z.literal('skills'), skills: z.array(z.object({ name: z.string(), level: z.number().int() })).min(1) }),
  /** The call asks for no skill. */
  z.object({ kind: z.literal('anybody') }),
  /** `free`: among how many who were free, themselves counted; null: they were not the first of them. */
  z.object({ kind: z.literal('compared'), figure: Figure, free: z.number().int().positive().nullable() }),
  z.object({ kind: z.literal('spoke-last') }), // the customer, with this agent
  z.object({ kind: z.literal('by-name') }), // another agent has named them
  z.object({ kind: z.literal('several-at-once') }), // it is offered to others as well
  z.object({ kind: z.literal('put-first'), byName: z.string() }), // by a supervisor, before all who waited
  /** In English only: of a decision that was made before reasons were kept as facts, or beyond the kinds above. */
  z.object({ kind: z.literal('said'), text: z.string() }),
]);
export type Reason = z.infer<typeof Reason>;
