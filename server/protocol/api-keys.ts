import { z } from 'zod';
import { CenterId, Time, text } from './common.ts';

/** Keys by which other programs read from Tandem. An administrator makes them; each is shown once. */

export const API_SCOPES = ['calls:read', 'events:read', 'reports:read', 'agents:read', 'queues:read', 'metrics:read'] as const;
export const ApiScope = z.enum(API_SCOPES);
export type ApiScope = z.infer<typeof ApiScope>;

const distinct = (list: readonly string[]) => new Set(list).size === list.length;

/** POST /api/admin/keys */
export const ApiKeyInput = z.object({
  name: text(120).trim().min(1, 'is needed'),
  scopes: z.array(ApiScope).min(1, 'is needed').max(API_SCOPES.length).refine(distinct, 'names something twice'),
  /** Only what belongs to these; null: to all. */
  centers: z.array(CenterId).min(1, 'is needed').max(100).refine(distinct, 'names something twice').nullable(),
});
export type ApiKeyInput = z.infer<typeof ApiKeyInput>;

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string(), // its last four characters
  scopes: z.array(ApiScope),
  centers: z.array(CenterId).nullable(),
  createdAt: Time,
  createdByName: z.string(),
  lastUsedAt: Time.nullable(), // to the minute
  endedAt: Time.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** GET /api/admin/keys: newest first. */
export type ApiKeys = { keys: ApiKey[] };
/** The answer to making one: `secret` is what the program shows, and is never told again. */
export type NewApiKey = { key: ApiKey; secret: string };
