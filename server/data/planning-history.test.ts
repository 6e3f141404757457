import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepPast, type Past } from '../testing/past-calls.ts';
import { startPostgres } from '../testing/postgres.ts';
import { SHIFT_QUEUES } from '../testing/shift.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import type { Database } from './database.ts';
import { openPlanningHistory } from './planning-history.ts';

/** What planning reads, from the real tables. */

const MINUTE = 60_000;
const DAY = 86_400_000;
const FROM = Date.UTC(2026, 5, 1);
const TO = FROM + DAY;
const ana = { id: 'ana', centerId: 'lisbon' };
const handled = { agent: ana, talkMs: 2 * MINUTE, wrapupMs: MINUTE };
const past: Past = {
  calls: [
    { at: FROM - 10 * MINUTE, queueId: 'sales', waitMs: 5 * MINUTE, ...handled }, // over before the day
    { at: FROM - 3 * MINUTE, queueId: 'sales', waitMs: MINUTE, ...handled }, // talks on into it
    { at: FROM + 60 * MINUTE, queueId: 'sales', waitMs: 10_000, ...handled },
    { at: FROM + 61 * MINUTE, queueId: 'sales', waitMs: 30_000, agent: null },
    { at: FROM + 75 * MINUTE, queueId: 'support', waitMs: 0, ...handled },
    { at: TO, queueId: 'sales', waitMs: 0, ...handled },
  ],
  ready: [
    { agentId: 'ana', centerId: 'lisbon', from: FROM - 300 * MINUTE, to: FROM - 200 * MINUTE },
    { agentId: 'ana', centerId: 'lisbon', from: FROM - 100 * MINUTE, to: FROM + 120 * MINUTE },
  ],
};

describe.each(['embedded', 'server'] as const)('on the %s database', (kind) => {
  const open: (() => unknown)[] = [];
  let database: Database;
  afterAll(async () => {
    for (const close of open.reverse()) await close();
  });

  beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tandem-planning-'));
    open.push(() => rmSync(folder, { recursive: true, force: true }));
    const postgres = kind === 'server' ? await startPostgres() : null;
    if (postgres) open.push(() => postgres.close());
    database = await openEmptyDatabase({ url: postgres?.url ?? null, folder });
    open.push(() => database.close());
    const { prisma } = database;
    await prisma.center.create({ data: { id: 'lisbon', name: 'Lisbon', timeZone: 'Europe/Lisbon', linkKeyHash: '' } });
    const person = { id: 'ana', name: 'Ana', email: 'ana@example.com', role: 'agent', centerId: 'lisbon', excludedQueues: ['support'] };
    await prisma.user.create({ data: person });
    await keepPast(prisma, past);
    const { kind: _, ...set } = SHIFT_QUEUES as Extract<typeof SHIFT_QUEUES, { kind: 'configure' }>;
    const configured = (at: number) => ({ kind: 'configured', at, ...set });
    const queued = {
      kind: 'call-queued',
      at: FROM + 60 * MINUTE,
      callId: 'past-2',
      queueId: 'support',
      requirement: { skillId: 'voice', level: 4 },
    };
    const rest = { roundTrips: { lisbon: 30 }, preferredAgentId: 'ana' };
    const events = [
      configured(FROM - 2 * DAY),
      configured(FROM - DAY),
      { ...queued, ...rest },
      configured(FROM + 90 * MINUTE),
      configured(TO),
    ];
    await prisma.event.createMany({
      data: events.map((event, nth) => {
        const callId = 'callId' in event ? event.callId : null;
        return { seq: BigInt(nth + 1), at: new Date(event.at), kind: event.kind, callId, payload: JSON.parse(JSON.stringify(event)) };
      }),
    });
  }, 60_000);

  test('calls by quarter of an hour, queue and center, with what their handling and waiting came to', async () => {
    const rows = await openPlanningHistory(database.prisma).quarters(FROM, TO);
    const at = FROM + 60 * MINUTE;
    const sales = { at, queueId: 'sales' };
    expect(rows.toSorted((a, b) => a.at - b.at || (a.centerId === null ? 1 : -1))).toEqual([
      { ...sales, centerId: 'lisbon', calls: 1, handled: 1, handleMs: 3 * MINUTE, waitMs: 10_000, gaveUp: 0 },
      { ...sales, centerId: null, calls: 1, handled: 0, handleMs: 0, waitMs: 30_000, gaveUp: 1 },
      { at: at + 15 * MINUTE, queueId: 'support', centerId: 'lisbon', calls: 1, handled: 1, handleMs: 3 * MINUTE, waitMs: 0, gaveUp: 0 },
    ]);
    expect(await openPlanningHistory(database.prisma).firstCallAt()).toBe(FROM - 10 * MINUTE);
    expect(await openPlanningHistory(database.prisma).callsIn(FROM, TO)).toBe(3);
  });

  test('a day as it was: its calls as they came in, what was set, who was there, and what they take', async () => {
    const read = await openPlanningHistory(database.prisma).day(FROM, TO);
    expect(read?.laterSettings).toBe(false);
    expect(read?.day.configured.map(({ at }) => at)).toEqual([FROM, FROM + 90 * MINUTE]);
    expect(read?.day.calls.map(({ id }) => id)).toEqual(['past-1', 'past-2', 'past-3', 'past-4']);
    // As it came, before it was moved to another queue.
    expect(read?.day.calls[1]).toMatchObject({ queueId: 'support', requirement: { skillId: 'voice', level: 4 }, preferredAgentId: 'ana' });
    expect(read?.day.calls[2]).toMatchObject({ queueId: 'sales', requirement: null, state: 'abandoned', agentId: null });
    expect(read?.day.timeline.map(({ kind, at }) => [kind, at])).toEqual([
      ['available', FROM - 100 * MINUTE],
      ['offline', FROM + 120 * MINUTE],
    ]);
    expect(read?.day.agents).toMatchObject([{ id: 'ana', centerId: 'lisbon', excludedQueues: ['support'], capacity: 1 }]);
  });

  test('of a day before the first settings, those kept first are taken, and it is said', async () => {
    const early = FROM - 5 * DAY;
    expect(await openPlanningHistory(database.prisma).day(early, early + DAY)).toMatchObject({
      laterSettings: true,
      day: { configured: [{ at: early }], calls: [], timeline: [] },
    });
  });
});
