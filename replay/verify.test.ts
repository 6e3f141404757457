import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../server/data/database.ts';
import { historyOf } from '../server/data/history.ts';
import { openRoutingStore } from '../server/data/routing-store.ts';
import { storedFigures } from '../server/planning/replay/figures.ts';
import { SAME_POLICY } from '../server/planning/replay/policy.ts';
import { simulatePeriod } from '../server/planning/replay/simulate.ts';
import { traceOf } from '../server/planning/replay/trace.ts';
import type { RoutingEvent } from '../server/routing/core/events.ts';
import { RoutingService } from '../server/routing/service.ts';
import { between, randomFrom } from '../server/testing/random.ts';
import { SHIFT_QUEUES, Shift } from '../server/testing/shift.ts';
import { openEmptyDatabase } from '../server/testing/templates.ts';
import { verifyPeriod } from './period.ts';

/** A stored period run again through the core: on a random history with restarts, declined, missed and abandoned calls. */

const BEGIN = Date.UTC(2026, 5, 1, 12);
const seed = Date.now() % 2 ** 31;
const folder = mkdtempSync(path.join(tmpdir(), 'tandem-replay-'));
let database: Database;
/** Times between which the servers lived; the second was started where the first ended. */
const times: number[] = [BEGIN];

beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
  for (const id of ['lisbon', 'toronto']) await database.prisma.center.create({ data: { id, name: id, timeZone: 'UTC', linkKeyHash: id } });
  const random = randomFrom(seed);
  let now = BEGIN;
  for (const name of ['first', 'second']) {
    const service = await RoutingService.open({
      store: await openRoutingStore(database.prisma),
      now: () => now,
      log: console,
      onFatal: (error) => {
        throw error;
      },
      // Time passes by hand.
      tickMs: 1_000_000_000,
    });
    await service.submit(SHIFT_QUEUES);
    await service.start();
    const shift = new Shift(service, random, name);
    await shift.begin();
    for (let turn = 0; turn < 250; turn += 1) {
      now += between(random, 0, 3) === 0 ? between(random, 1, 4000) : between(random, 0, 300);
      await shift.act();
      if (turn % 3 === 0) await service.submit({ kind: 'tick' });
      if (turn % 5 === 0) await shift.beat();
    }
    await service.close();
    now += 1000;
    times.push(now);
  }
});
afterAll(async () => {
  await database?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('invariant 6: with the same policy every decision is the same, from any moment on', async () => {
  const history = historyOf(database.prisma);
  const [begin = 0, middle = 0, end = 0] = times;
  const whole = await verifyPeriod(history, { from: begin, to: end });
  expect(whole.differences, `seed ${seed}`).toEqual([]);
  expect(whole.decisions, `seed ${seed}`).toBeGreaterThan(100);
  expect(whole.decisionsAgreeing).toBe(whole.decisions);
  for (const share of [0.3, 0.6, 0.9]) {
    const from = middle + Math.round((end - middle) * share);
    const part = await verifyPeriod(history, { from, to: end });
    expect(part.differences, `seed ${seed}, from ${share}`).toEqual([]);
    expect(part.events).toBeGreaterThan(0);
    expect(part.events).toBeLessThan(whole.events);
  }
});

test('a stored period can be run under another policy, from any moment on', async () => {
  const history = historyOf(database.prisma);
  const [, middle = 0, end = 0] = times;
  const from = middle + Math.round((end - middle) / 3);
  const trace = await traceOf(history, { from, to: end });
  const within = { gte: new Date(from), lt: new Date(end) };
  const queued = await database.prisma.event.findMany({ where: { kind: 'call-queued', at: within } });
  const entered = queued.map(({ payload }) => payload as unknown as Extract<RoutingEvent, { kind: 'call-queued' }>);
  // Callers, also those who were sent on; not whom agents asked in.
  const callers = entered.filter(({ sent }) => (sent?.role ?? 'main') === 'main');
  expect(trace.calls.filter(({ before }) => !before).length).toBe(callers.length);
  expect(callers.length, `seed ${seed}`).toBeLessThanOrEqual(entered.length);
  expect(trace.calls.every(({ past }) => past !== null)).toBe(true);
  const stored = storedFigures(trace);
  expect(stored.answered, `seed ${seed}`).toBeGreaterThan(0);
  expect(stored.occupancy, `seed ${seed}`).toBeGreaterThan(0);
  expect(stored.occupancy, `seed ${seed}`).toBeLessThanOrEqual(1);
  const simulated = simulatePeriod(trace, SAME_POLICY, 1);
  expect(simulated.answered, `seed ${seed}`).toBeGreaterThan(0);
  expect(simulated.occupancy, `seed ${seed}`).toBeLessThanOrEqual(1);
  // Nobody has the skill at this level: whoever can wait no longer goes, and nobody is answered.
  const deaf = { ...SAME_POLICY, queues: { sales: { requirement: { skillId: 'voice', level: 5 } } } };
  const support = trace.calls.filter((call) => call.queueId === 'support').length;
  expect(simulatePeriod(trace, deaf, 1).answered, `seed ${seed}`).toBeLessThanOrEqual(support);
});

test('a decision that was stored before reasons were kept as facts is the same without them', async () => {
  const offers = await database.prisma.event.findMany({ where: { kind: 'call-offered' } });
  for (const { seq, payload } of offers) {
    const event = payload as unknown as Extract<RoutingEvent, { kind: 'call-offered' }>;
    const { reasons, ...decision } = event.decision;
    expect(reasons).toHaveLength(decision.chosen.length);
    await database.prisma.event.update({ where: { seq }, data: { payload: { ...event, decision } as object } });
  }
  const { differences } = await verifyPeriod(historyOf(database.prisma), { from: BEGIN, to: times.at(-1) ?? 0 });
  expect(differences, `seed ${seed}`).toEqual([]);
  await Promise.all(
    offers.map(({ seq, payload }) => database.prisma.event.update({ where: { seq }, data: { payload: payload as object } })),
  );
});

test('a decision that was stored otherwise is found, and only that', async () => {
  const offers = await database.prisma.event.findMany({ where: { kind: 'call-offered' }, orderBy: { seq: 'asc' } });
  const row = offers[Math.floor(offers.length / 2)];
  if (!row) throw new Error('nothing was offered');
  const event = row.payload as unknown as Extract<RoutingEvent, { kind: 'call-offered' }>;
  const changed = { ...event, decision: { ...event.decision, candidates: [] } };
  await database.prisma.event.update({ where: { seq: row.seq }, data: { payload: changed as object } });
  const { differences } = await verifyPeriod(historyOf(database.prisma), { from: BEGIN, to: times.at(-1) ?? 0 });
  expect(differences.map(({ stored }) => stored?.seq)).toEqual([row.seq]);
  expect(differences[0]?.decided).toEqual(event);
});
