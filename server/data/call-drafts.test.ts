import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmptyDatabase } from '../testing/templates.ts';
import { openCallDrafts } from './call-drafts.ts';
import type { Database } from './database.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-drafts-'));
let database: Database;
beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a call that goes from one agent to another, of another center, takes neither the notes nor the link of the first along', async () => {
  const [lisbon, toronto] = [openCallDrafts(database.prisma, 'lisbon'), openCallDrafts(database.prisma, 'toronto')];
  const call = { callId: 'k1', conversationId: 'k1' };
  const [ana, carol] = [
    { ...call, agentId: 'ana' },
    { ...call, agentId: 'carol' },
  ];
  await lisbon.save(ana, { notes: 'What Ana heard', customerId: 'c-lisbon' }, 1);
  await toronto.save(carol, { customerId: 'c-toronto' }, 2);
  expect(await toronto.read(carol)).toEqual({ notes: '', customerId: 'c-toronto' });
  await toronto.save(carol, { notes: 'What Carol heard' }, 3);
  // Asked at the same time, each has their own.
  expect(await lisbon.read(ana)).toEqual({ notes: 'What Ana heard', customerId: 'c-lisbon' });
  expect(await toronto.read(carol)).toEqual({ notes: 'What Carol heard', customerId: 'c-toronto' });
});

test('an agent of the same center sees whom the call was linked to, and writes notes of their own', async () => {
  const drafts = openCallDrafts(database.prisma, 'lisbon');
  const call = { callId: 'k2', conversationId: 'k2' };
  await drafts.save({ ...call, agentId: 'ana' }, { notes: 'Ana’s', customerId: 'c-1' }, 1);
  await drafts.save({ ...call, agentId: 'bruno' }, { notes: 'Bruno’s' }, 2);
  expect(await drafts.read({ ...call, agentId: 'bruno' })).toEqual({ notes: 'Bruno’s', customerId: 'c-1' });
  expect(await drafts.read({ ...call, agentId: 'ana' })).toEqual({ notes: 'Ana’s', customerId: 'c-1' });
});
