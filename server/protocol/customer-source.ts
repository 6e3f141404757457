import { z } from 'zod';
import { text } from './common.ts';

/**
 * Where a center's customers are kept: in its own database, or in the company's own system over HTTP
 * (docs/customer-connector.md). GET, PUT /api/admin/centers/:id/customers; POST …/customers/try.
 */

const url = text(500)
  .trim()
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'is not an address that begins with https://')
  .refine((value) => {
    if (!URL.canParse(value)) return true;
    const { username, password, search, hash } = new URL(value);
    return username + password + search + hash === '';
  }, 'holds more than an address: a name, password, query or #');

export const CustomerSourceInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('built-in') }),
  z.object({
    kind: z.literal('http'),
    url,
    /** What requests are signed with; null: as it was. It is never sent back. */
    secret: text(200).trim().min(16, 'is shorter than 16 characters').nullable(),
    /** How long an answer is waited for. */
    timeoutSeconds: z.number('is not a number').min(0.2, 'is below 0.2').max(10, 'is above 10'),
  }),
]);
export type CustomerSourceInput = z.infer<typeof CustomerSourceInput>;

export const CustomerSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('built-in') }),
  z.object({ kind: z.literal('http'), url: z.string(), timeoutSeconds: z.number() }),
]);
export type CustomerSource = z.infer<typeof CustomerSource>;

export const DEFAULT_TIMEOUT_SECONDS = 2;

/** What became of a request to the company's system. */
export const TriedSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), ms: z.number(), customers: z.number().int() }),
  /** `problem`: what went wrong; `detail`: what exactly, as far as there is more to say, for instance the field at fault. */
  z.object({
    kind: z.literal('failed'),
    ms: z.number(),
    problem: z.enum(['forbidden-address', 'unreachable', 'too-slow', 'redirect', 'too-large', 'refused', 'status', 'not-json', 'nonsense']),
    detail: z.string().nullable(),
  }),
]);
export type TriedSource = z.infer<typeof TriedSource>;
export type SourceProblem = Extract<TriedSource, { kind: 'failed' }>['problem'];
