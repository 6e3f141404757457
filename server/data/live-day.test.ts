import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openEmptyDatabase } from '../testing/templates.ts';
import { pastDay } from './live-day.ts';

const MIDNIGHT = Date.parse('2026-11-24T00:00:00Z');
const HOUR = 60 * 60 * 1000;
const at = (hours: number) => new Date(MIDNIGHT + hours * HOUR);

test('of each agent the last status before midnight counts, those after it, and what they have handled since', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-live-day-'));
  const { prisma, close } = await openEmptyDatabase({ folder });
  onTestFinished(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });
  const said = (agentId: string, kind: string, hours: number) => ({ centerId: 'lisbon', agentId, kind, at: at(hours) });
  await prisma.agentTimeline.createMany({
    data: [
      said('ana', 'available', -30),
      said('ana', 'signed-out', -8),
      said('bruno', 'available', -1),
      said('ana', 'available', 7),
      said('carol', 'available', 8),
      // Told late by a center whose link was down.
      said('bruno', 'not-ready', -2),
    ],
  });
  const call = (id: string, agentId: string, completedHours: number) => ({
    ...{ id, queueId: 'sales', state: 'completed', callerName: 'Maria', keyHash: 'hash', conversationId: id },
    ...{ agentId, centerId: 'lisbon', enqueuedAt: at(-9), endedAt: at(completedHours), completedAt: at(completedHours) },
  });
  await prisma.call.createMany({ data: [call('a', 'ana', -8.5), call('b', 'ana', 7.5), call('c', 'carol', 9)] });
  const day = await pastDay(prisma, MIDNIGHT);
  const inOrder = day.statuses.map(({ agentId, kind, at: when }) => `${agentId} ${kind} ${(when - MIDNIGHT) / HOUR}`);
  expect(inOrder).toEqual(['ana signed-out -8', 'bruno available -1', 'ana available 7', 'carol available 8']);
  expect(day.handled.map(({ agentId, at: when }) => `${agentId} ${(when - MIDNIGHT) / HOUR}`).sort()).toEqual(['ana 7.5', 'carol 9']);
});
