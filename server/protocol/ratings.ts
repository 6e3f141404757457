import { z } from 'zod';
import { AgentId, CallId, CenterId, QueueId, Time, text } from './common.ts';
import { COMMENT_LENGTH, SCORES } from './rating-words.ts';
import { CallKey } from './widget.ts';

/** What callers say of a call or text conversation once it is over. */

const Score = z.literal([...SCORES], 'is not a number from 1 to 5');

/** POST /api/widget/rating, by whoever has the key of the conversation. Said again it replaces what was said before, for 10 minutes. */
export const RateCall = z.object({ key: CallKey, score: Score, comment: text(COMMENT_LENGTH).trim().default('') });
export type RateCall = z.input<typeof RateCall>;

export const GivenRating = z.object({ score: Score, comment: z.string() });
export type GivenRating = z.infer<typeof GivenRating>;

export const ShownRating = GivenRating.extend({
  callId: CallId,
  at: Time,
  callerName: z.string(),
  verified: z.boolean().optional(), // the site that they called from has said who they are
  queueName: z.string(),
  agentName: z.string().nullable(),
  centerId: CenterId.nullable(),
});
export type ShownRating = z.infer<typeof ShownRating>;

/** GET /api/ratings?…: for supervisors, of the centers that they supervise, the youngest first. */
export const RatingsQuery = z.object({
  atMost: z.coerce.number().pipe(Score).optional(),
  queue: QueueId.optional(),
  agent: AgentId.optional(),
  commented: z.literal('yes').optional(), // only those with a comment
  cursor: z
    .string()
    .regex(/^\d{1,16}\.[\w-]{1,64}$/, 'is not a cursor')
    .optional(),
});
export type RatingsQuery = z.infer<typeof RatingsQuery>;
export const RatingsPage = z.object({ ratings: z.array(ShownRating), next: z.string().nullable() });
export type RatingsPage = z.infer<typeof RatingsPage>;
