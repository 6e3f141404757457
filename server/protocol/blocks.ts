import { z } from 'zod';
import { BLOCK_MARKS } from './block-marks.ts';
import { CallId, CenterId, Id, Time, text } from './common.ts';

/** Callers whose calls are not taken. Agents block who is, or has just been, on the line with them; supervisors see and lift it. */

export const LONGEST_BLOCK_MS = 366 * 24 * 60 * 60 * 1000;

/** POST /api/blocks, by the agent of that call. */
export const BlockCaller = z.object({
  callId: CallId,
  reason: text(300).trim().min(1, 'is needed'),
  endsAt: Time,
  /** Also whoever gives the same e-mail address; nobody has verified that it is theirs. */
  email: z.boolean(),
  /** Also whoever the site says is the same person; `bad-request` when it has not said who this caller is. */
  identity: z.boolean().default(false),
});
export type BlockCaller = z.input<typeof BlockCaller>;

export const CallerBlock = z.object({
  id: Id,
  callId: CallId,
  callerName: z.string(),
  centerId: CenterId.nullable(),
  email: z.string().nullable(),
  /** By what they are known. */
  marks: z.array(z.enum(BLOCK_MARKS)),
  customerId: z.string().nullable(), // by the site's word
  reason: z.string(),
  createdAt: Time,
  createdByName: z.string(),
  endsAt: Time,
  liftedAt: Time.nullable(),
  liftedByName: z.string().nullable(),
});
export type CallerBlock = z.infer<typeof CallerBlock>;

/** GET /api/blocks: for supervisors, of the centers that they supervise; those that hold first. POST /api/blocks/:id/lift ends one. */
export const CallerBlocks = z.object({ blocks: z.array(CallerBlock) });
export type CallerBlocks = z.infer<typeof CallerBlocks>;
