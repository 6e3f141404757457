import type { Hono } from 'hono';
import { openAuditLog } from '../data/audit.ts';
import { openAuditSearch } from '../data/audit-search.ts';
import type { Catalog } from '../data/catalog.ts';
import type { PrismaClient } from '../data/database.ts';
import type { Auth } from '../http/auth.ts';
import { openSupervisionApi } from '../http/supervision-api.ts';
import { Acts, type ActsOptions } from './acts.ts';
import { audited } from './audited.ts';
import type { Refusals } from './refusals.ts';

export interface ActingOptions extends Omit<ActsOptions, 'audited'> {
  prisma: PrismaClient;
  auth: Auth;
  catalog: Catalog;
  /** Of all that supervisors ask for, listening in included. */
  refusals: Refusals;
  now: () => number;
}

/** What supervisors do to others' work, and what is written down of all that they do. */
export function openActing({ prisma, auth, refusals, now, ...options }: ActingOptions): { api: Hono } {
  const acts = new Acts({ ...options, audited: audited(openAuditLog(prisma), refusals, now) });
  return { api: openSupervisionApi({ auth, acts, auditSearch: openAuditSearch(prisma), catalog: options.catalog }) };
}
