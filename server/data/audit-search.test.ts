import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AUDIT_PAGE, type AuditQuery } from '../protocol/audit.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import { openAuditLog } from './audit.ts';
import { type AuditSearch, openAuditSearch } from './audit-search.ts';
import type { Database } from './database.ts';

/** Who sees what of the audit log, and how it is found, on the embedded database. */

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-audit-'));
let database: Database;
let search: AuditSearch;

beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
  const log = openAuditLog(database.prisma);
  search = openAuditSearch(database.prisma);
  const sofia = { id: 's-1', name: 'Sofia 100%' };
  const agent = (name: string) => ({ kind: 'agent' as const, id: name, name });
  await log.record({ at: 1000, actor: sofia, action: 'agent-status-set', outcome: 'done', centerId: 'lisbon', subject: agent('ana') });
  await log.record({
    at: 2000,
    actor: sofia,
    action: 'agent-status-set',
    outcome: 'refused',
    centerId: 'toronto',
    subject: agent('david'),
  });
  const queue = { kind: 'queue', id: 'q-1', name: 'Sales_1' } as const;
  await log.record({ at: 3000, actor: { id: 'a', name: 'Root' }, action: 'queue-closed', outcome: 'done', centerId: null, subject: queue });
  const key = { kind: 'api-key', id: 'k', name: 'Key' } as const;
  await log.record({ at: 4000, actor: { id: 'a', name: 'Root' }, action: 'api-key-made', outcome: 'done', centerId: null, subject: key });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const found = async (query: AuditQuery, sees: string[] | null) => (await search.page(query, sees)).entries.map(({ at }) => at);

test.each<[string, AuditQuery, string[] | null, number[]]>([
  ['administrators see all, the newest first', {}, null, [4000, 3000, 2000, 1000]],
  ['supervisors see their centers’, and what is no center’s alone, but no keys', {}, ['lisbon'], [3000, 1000]],
  ['another center’s is not found by naming it', { centerId: 'toronto' }, ['lisbon'], []],
  ['by part of a name, whatever its capitals', { actor: 'SOF' }, null, [2000, 1000]],
  ['by an id', { actor: 'a', subject: 'q-1' }, null, [3000]],
  ['a percent sign is one', { actor: '0%' }, null, [2000, 1000]],
  ['nor does it stand for anything', { actor: 'S%a' }, null, []],
  ['an underscore is one', { subject: 's_1' }, null, [3000]],
  ['nor does it stand for anything else', { subject: 'an_' }, null, []],
  ['by action and outcome', { action: 'agent-status-set', outcome: 'refused' }, null, [2000]],
  ['from a moment on, and before another', { from: 2000, until: 4000 }, null, [3000, 2000]],
])('%s', async (_, query, sees, at) => {
  expect(await found(query, sees)).toEqual(at);
});

test('a page at a time, each entry once', async () => {
  const many = AUDIT_PAGE + 3;
  const actor = { actorId: 'm', actorName: 'Many', action: 'message-sent', outcome: 'done', centerId: 'porto' };
  await database.prisma.auditEntry.createMany({ data: Array.from({ length: many }, (_, at) => ({ ...actor, at: new Date(at) })) });
  const first = await search.page({}, ['porto']);
  expect(first.entries).toHaveLength(AUDIT_PAGE);
  const second = await search.page({ actor: 'many', cursor: first.next ?? '' }, ['porto']);
  expect(second.next).toBeNull();
  const ids = [...first.entries, ...second.entries].filter(({ actor: { name } }) => name === 'Many').map(({ id }) => id);
  expect(new Set(ids).size).toBe(many);
  expect(await search.all({ actor: 'many' }, null)).toHaveLength(many);
});
