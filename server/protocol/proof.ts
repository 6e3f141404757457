import { z } from 'zod';

/**
 * A piece of work that a browser does before its call is taken, while many call: a number whose SHA-256, written after the challenge
 * as `<challenge>.<number>`, begins with so many zero bits. A caller notices a moment; who starts thousands of calls needs thousands.
 */
export interface Challenge {
  challenge: string;
  bits: number;
}

export const Proof = z.object({
  challenge: z
    .string()
    .max(200)
    .regex(/^[\w.-]+$/, 'is no challenge'),
  number: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});
export type Proof = z.infer<typeof Proof>;
