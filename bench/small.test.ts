import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { measureBridged } from '../server/media/testing/bridged.ts';
import { openEmptyDatabase } from '../server/testing/templates.ts';
import { measureDashboards } from './dashboard/measure.ts';
import { END, measureReports } from './reports/measure.ts';
import { DAY_MS, seedYear } from './reports/seed.ts';
import { measureAssignments } from './routing/assignments.ts';
import { type Kind, openBenchDatabase } from './routing/databases.ts';
import { agentsMeetWaitingCalls, callsMeetIdleAgents } from './routing/decisions.ts';
import { measureLatency } from './routing/latency.ts';
import { measureRebuild, memoryTaken } from './routing/rebuild.ts';

/**
 * Each benchmark once, small: whatever it drives may change under it, and nobody would notice before the next measurement.
 * What is looked at is how much was counted, never how long it took. Those with browsers: `e2e/call.spec.ts`.
 */

const empty = (kind: Kind) => openBenchDatabase(kind, openEmptyDatabase);

test('decisions: calls meet idle agents, and agents meet calls that wait', () => {
  const size = { batch: 5, warmUps: 1, batches: 3, waiting: 1000 };
  for (const { agents, perDecision, perSecond, perCycle } of [callsMeetIdleAgents(1000, size), agentsMeetWaitingCalls(1000, size)]) {
    expect([agents, perSecond.samples, perCycle.samples]).toEqual([1000, 3, 3]);
    // Not each of them leads to an offer: some ask for skills that nobody free has.
    expect(perDecision.samples).toBeGreaterThan(5);
    expect(perDecision.min).toBeGreaterThan(0);
  }
});

test('assignments are stored, as many as come', async () => {
  const { perSecond, batchEvents, wholeCallsPerSecond } = await measureAssignments(
    'embedded',
    { agents: 1000, atOnce: 10, assignments: 12, repetitions: 1 },
    empty,
  );
  expect(perSecond).toMatchObject({ samples: 1 });
  expect(perSecond.min).toBeGreaterThan(0);
  expect(wholeCallsPerSecond.min).toBeGreaterThan(0);
  // A call that comes and is offered: two events.
  expect(batchEvents.mean * batchEvents.samples).toBe(2 * 12);
});

test('latency: agents who become available find those who wait', async () => {
  const size = { agents: 400, backlog: 200, warmUpMs: 200, measuredMs: 600, handleMs: 100 };
  const { toOffer, appendMs } = await measureLatency('embedded', size, empty);
  expect(toOffer.samples).toBeGreaterThan(10);
  expect(appendMs.samples).toBeGreaterThan(0);
});

test('a start finds all calls that wait, and memory is taken by what is there', async () => {
  const size = { agents: 50, waiting: 20, callsEach: 2, repetitions: 1 };
  expect(await measureRebuild('embedded', size, empty)).toMatchObject({ pastCalls: 100, loadMs: { samples: 1 }, startMs: { samples: 1 } });
  const { bytes, agentsAloneBytes } = memoryTaken({ ...size, agents: 2000, waiting: 500 });
  expect(bytes).toBeGreaterThan(agentsAloneBytes);
  expect(agentsAloneBytes).toBeGreaterThan(0);
});

test('reports: what is rolled up answers every question, with rows', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-bench-'));
  const database = await openEmptyDatabase({ folder });
  try {
    await seedYear(database, { calls: 60, days: 3, agents: 6 }, END);
    const { days, reports } = await measureReports(database.prisma, { times: 1, quarterDays: 3 });
    expect(days).toBeGreaterThanOrEqual(3);
    expect(reports.filter(({ rows }) => rows === 0)).toEqual([]);
    expect(await database.prisma.call.count({ where: { enqueuedAt: { gte: new Date(END - 3 * DAY_MS) } } })).toBe(60);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('dashboards are told each change, and have the board again after a cut', async () => {
  const load = { callsPerSecond: 20, statusesPerSecond: 80, handleMs: 200 };
  const times = { warmUpMs: 600, measuredMs: 800, cutMs: 200, settleMs: 1500 };
  const results = await measureDashboards({ agents: 100, dashboards: 10, pastCalls: 100, ...load, ...times });
  expect(results.rows).toMatchObject({ agents: 100, queues: 100 });
  expect(results.staleness.samples).toBeGreaterThan(20);
  expect(results.sent.deltasPerSecond).toBeGreaterThan(0);
  expect(results.cut.recovered.samples).toBe(10);
  // Figures of queues and centers go on with the clock; agents and calls stand still once the traffic does.
  expect(results.cut.different.filter((one) => /agents|calls/.test(one))).toEqual([]);
  expect(results.gaps).toBe(0);
});

test('conversations are bridged, and each packet comes to the other party', async () => {
  expect(await measureBridged([1, 2], { measuredMs: 200 })).toMatchObject([
    { conversations: 1, packets: 20, lost: 0 },
    { conversations: 2, packets: 40, lost: 0 },
  ]);
});
