import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NO_LIMITS } from '../protocol/queue.ts';
import { apply } from '../routing/core/apply.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import type { Agent, Queue, Reservation } from '../routing/core/model.ts';
import { emptyState, factsOf } from '../routing/core/state.ts';
import { RoutingService } from '../routing/service.ts';
import { startPostgres } from '../testing/postgres.ts';
import { randomFrom } from '../testing/random.ts';
import { SHIFT_QUEUES, Shift } from '../testing/shift.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import type { Database } from './database.ts';
import { ClaimLost, openRoutingStore, SecondWriter } from './routing-store.ts';

/** The routing database by itself: what a batch of events leaves in the tables, and what it is refused for. */

const T = Date.UTC(2026, 5, 1, 12);
const HOUR = 3_600_000;

describe.each(['embedded', 'server'] as const)('on the %s database', (kind) => {
  const open: (() => unknown)[] = [];
  let database: Database;

  beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tandem-store-'));
    open.push(() => rmSync(folder, { recursive: true, force: true }));
    const postgres = kind === 'server' ? await startPostgres() : null;
    if (postgres) open.push(() => postgres.close());
    database = await openEmptyDatabase({ url: postgres?.url ?? null, folder });
    open.push(() => database.close());
    for (const id of ['lisbon', 'toronto'])
      await database.prisma.center.create({ data: { id, name: id, timeZone: 'UTC', linkKeyHash: id } });
  });
  afterAll(async () => {
    for (const close of open.reverse()) await close();
  });
  beforeEach(async () => {
    await database.prisma.$executeRaw`TRUNCATE "Event", "Call", "Reservation", "Claim", "CenterActivity", "AgentActivity"`;
  });

  const store = () => openRoutingStore(database.prisma);
  const call = (id: string) => database.prisma.call.findUniqueOrThrow({ where: { id } });
  const claims = async () =>
    (await database.prisma.claim.findMany({ orderBy: [{ agentId: 'asc' }, { slot: 'asc' }] })).map(
      ({ agentId, slot, callId }) => `${agentId}/${slot} ${callId}`,
    );
  const reservations = async () =>
    Object.fromEntries(
      (await database.prisma.reservation.findMany()).map(({ id, state, endedAt }) => [id, [state, endedAt?.getTime() ?? null]]),
    );

  test('a call leaves the same in the tables whether its events come in one batch or in many', async () => {
    const life = (id: string, token: number, agentId: string): RoutingEvent[] => [
      queued(id, T),
      offered(id, T + 1, token, agentId),
      { kind: 'call-requeued', at: T + 2, callId: id, reservationId: `${id}.${token}`, agentId, end: 'rejected', cause: 'declined' },
      { kind: 'call-moved', at: T + 3, callId: id, queueId: 'support', cause: 'waited-too-long' },
      offered(id, T + 4, token + 1, agentId),
      accepted(id, T + 5, token + 1, agentId),
      { kind: 'call-connected', at: T + 6, callId: id, agentId },
      { kind: 'call-ended', at: T + 7, callId: id, agentId, reason: 'agent-hung-up' },
      { kind: 'call-completed', at: T + 8, callId: id, agentId, disposition: null },
    ];
    const { append } = await store();
    await append(life('a', 1, 'ana'));
    for (const event of life('b', 3, 'bea')) await append([event]);
    const { id: _a, conversationId: ofA, agentId: byAna, ...a } = await call('a');
    const { id: _b, conversationId: ofB, agentId: byBea, ...b } = await call('b');
    expect(b).toEqual(a);
    expect([byAna, byBea]).toEqual(['ana', 'bea']);
    expect([ofA, ofB]).toEqual(['a', 'b']);
    expect(a).toMatchObject({ queueId: 'support', state: 'completed', reason: 'agent-hung-up', estimatedWaitMs: 1500 });
    const times = [a.enqueuedAt, a.offeredAt, a.answeredAt, a.connectedAt, a.endedAt, a.completedAt];
    expect(times.map((time) => (time?.getTime() ?? 0) - T)).toEqual([0, 1, 5, 6, 7, 8]);
    expect(await reservations()).toEqual({
      'a.1': ['rejected', T + 2],
      'a.2': ['completed', T + 8],
      'b.3': ['rejected', T + 2],
      'b.4': ['completed', T + 8],
    });
    expect(await claims()).toEqual([]);
    expect(await database.prisma.event.count()).toBe(18);
  });

  test('of several offers the first accept keeps its claim, the others are released', async () => {
    const { append } = await store();
    await append([queued('a', T), offered('a', T, 1, 'ana', 'bea', 'cora')]);
    expect(await claims()).toEqual(['ana/0 a', 'bea/0 a', 'cora/0 a']);
    await append([
      { kind: 'offer-ended', at: T + 1, callId: 'a', reservationId: 'a.1', agentId: 'ana', end: 'rejected', cause: 'declined' },
      accepted('a', T + 2, 3, 'cora', { reservationId: 'a.2', agentId: 'bea' }),
    ]);
    expect(await claims()).toEqual(['cora/0 a']);
    expect(await call('a')).toMatchObject({ state: 'connecting', agentId: 'cora', answeredAt: new Date(T + 2) });
    expect(await reservations()).toEqual({ 'a.1': ['rejected', T + 1], 'a.2': ['rescinded', T + 2], 'a.3': ['accepted', null] });
    await append([{ kind: 'call-abandoned', at: T + 3, callId: 'a', agentIds: ['cora'], reason: 'caller-hung-up' }]);
    expect(await claims()).toEqual([]);
    expect(await call('a')).toMatchObject({ state: 'abandoned', endedAt: new Date(T + 3), completedAt: new Date(T + 3) });
  });

  test('an agent with room for two calls holds two slots, and a third is refused', async () => {
    const { append } = await store();
    await append([report(T, 'lisbon', 1, [agent('ana', 'lisbon', { capacity: 2 })]), queued('a', T), queued('b', T), queued('c', T)]);
    await append([offered('a', T, 1, 'ana'), offered('b', T, 2, 'ana')]);
    expect(await claims()).toEqual(['ana/0 a', 'ana/1 b']);
    await append([{ kind: 'call-abandoned', at: T, callId: 'a', agentIds: ['ana'], reason: 'caller-hung-up' }, offered('c', T, 3, 'ana')]);
    expect(await claims()).toEqual(['ana/0 c', 'ana/1 b']);
    await expect(append([queued('d', T), offered('d', T, 4, 'ana')])).rejects.toThrow(ClaimLost);
    await expect(append([queued('e', T)]), 'a store that was refused is not to be used again').rejects.toThrow(ClaimLost);
    expect(await database.prisma.call.count()).toBe(3);
  });

  test('each channel has slots of its own, as many as it may hold; a conversation that moves up takes its claim along', async () => {
    const { append } = await store();
    const byText = (callId: string, token: number): RoutingEvent[] => [
      { ...queued(callId, T), channel: 'text' },
      { ...offered(callId, T, token, 'ana'), channel: 'text' } as RoutingEvent,
      accepted(callId, T, token, 'ana'),
    ];
    await append([...byText('a', 1), ...byText('b', 2)]);
    const channels = async () =>
      (await database.prisma.claim.findMany({ orderBy: { token: 'asc' } })).map(
        ({ channel, slot, callId }) => `${channel}/${slot} ${callId}`,
      );
    expect(await channels()).toEqual(['text/0 a', 'text/1 b']);
    await append([queued('c', T), offered('c', T, 3, 'ana')]);
    expect(await channels()).toEqual(['text/0 a', 'text/1 b', 'voice/0 c']);
    await append([{ kind: 'call-abandoned', at: T, callId: 'c', agentIds: ['ana'], reason: 'caller-hung-up' }]);
    await append([{ kind: 'call-moved-up', at: T + 1, callId: 'a', agentId: 'ana' }]);
    expect(await channels()).toEqual(['voice/0 a', 'text/1 b']);
    expect(await call('a')).toMatchObject({ channel: 'voice', state: 'connecting' });
    // Up and down again in one batch is where it was.
    await append([
      { kind: 'call-moved-down', at: T + 2, callId: 'a', agentId: 'ana' },
      { kind: 'call-moved-up', at: T + 3, callId: 'b', agentId: 'ana' },
    ]);
    expect(await channels()).toEqual(['text/0 a', 'voice/0 b']);
    await append([...byText('d', 4), ...byText('e', 5)]);
    await expect(append(byText('f', 6)), 'three at once').rejects.toThrow(ClaimLost);
  });

  test('a slot that somebody else has claimed refuses the batch, and nothing of it is stored', async () => {
    const { append } = await store();
    await append([queued('a', T), queued('b', T)]);
    await database.prisma.claim.create({ data: { agentId: 'ana', slot: 0, callId: 'x', reservationId: 'x.9', token: 9n } });
    await expect(append([{ kind: 'caller-away', at: T, callId: 'b' }, offered('a', T, 1, 'ana')])).rejects.toThrow(ClaimLost);
    expect(await database.prisma.event.count()).toBe(2);
    expect(await reservations()).toEqual({});
    expect(await call('a')).toMatchObject({ state: 'queued', agentId: null });
  });

  test('an offer that is not pending any more can’t be accepted, nor ended twice', async () => {
    const first = await store();
    await first.append([queued('a', T), offered('a', T, 1, 'ana')]);
    const behind = await store();
    await database.prisma.reservation.update({ where: { id: 'a.1' }, data: { state: 'timeout', endedAt: new Date(T) } });
    await expect(behind.append([accepted('a', T, 1, 'ana')])).rejects.toThrow(ClaimLost);
    expect((await call('a')).state).toBe('offered');
    const gone = await store();
    await expect(
      gone.append([{ kind: 'call-abandoned', at: T, callId: 'a', agentIds: ['ana'], reason: 'caller-hung-up' }]),
    ).rejects.toThrow(ClaimLost);
    expect(await claims()).toEqual(['ana/0 a']);
  });

  test('a second writer is refused: one after the other, and at the same moment', async () => {
    const first = await store();
    const second = await store();
    await first.append([queued('a', T)]);
    await expect(second.append([queued('b', T)])).rejects.toThrow(SecondWriter);
    const [third, fourth] = [await store(), await store()];
    const results = await Promise.allSettled([third.append([queued('c', T)]), fourth.append([queued('d', T)])]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(SecondWriter);
    expect(await database.prisma.call.count()).toBe(2);
  });

  test('an event about a call that is not there is refused', async () => {
    const { append } = await store();
    await expect(append([{ kind: 'call-connected', at: T, callId: 'nobody', agentId: 'ana' }])).rejects.toThrow(
      /calls to be changed, 0 are known/,
    );
    expect(await database.prisma.event.count()).toBe(0);
  });

  test('activity is as last reported: a snapshot takes away whom it does not name, an agent can move to another center', async () => {
    const { append } = await store();
    const activity = async () =>
      (await database.prisma.agentActivity.findMany({ orderBy: { agentId: 'asc' } })).map(
        ({ agentId, centerId, answeredAt, capacity }) => `${agentId} ${centerId} ${(answeredAt?.getTime() ?? 0) - T} ${capacity}`,
      );
    await append([
      report(T, 'lisbon', 1, [agent('ana', 'lisbon'), agent('bea', 'lisbon')]),
      report(T, 'toronto', 1, [agent('carl', 'toronto', { capacity: 3 })]),
    ]);
    expect(await activity()).toEqual(['ana lisbon 0 1', 'bea lisbon 0 1', 'carl toronto 0 3']);
    await append([{ ...report(T + 1, 'lisbon', 2, [agent('ana', 'lisbon', { answeredAt: T + 500 })]), report: 'changes' }]);
    expect(await activity()).toEqual(['ana lisbon 500 1', 'bea lisbon 0 1', 'carl toronto 0 3']);
    await append([
      { ...report(T + 2, 'lisbon', 3, [agent('ana', 'lisbon', { answeredAt: T + 700 })]), report: 'changes' },
      report(T + 2, 'lisbon', 4, [agent('bea', 'lisbon', { answeredAt: T + 800 })]),
      { ...report(T + 3, 'lisbon', 5, [agent('bea', 'lisbon', { answeredAt: T + 1000 })]), report: 'changes' },
      report(T + 3, 'toronto', 2, [agent('ana', 'toronto', { answeredAt: T + 1500 })]),
    ]);
    expect(await activity()).toEqual(['ana toronto 1500 1', 'bea lisbon 1000 1']);
    expect(await database.prisma.centerActivity.findUnique({ where: { centerId: 'lisbon' } })).toMatchObject({ seq: 5, waiting: 2 });
    await append([report(T + 4, 'toronto', 3, [])]);
    expect(await activity()).toEqual(['bea lisbon 1000 1']);
  });

  test('what is loaded is the calls that are not over, the counters, and what is remembered of those that are', async () => {
    const before = await store();
    const talk = (id: string, at: number, token: number, agentId: string, ms: number): RoutingEvent[] => [
      queued(id, at),
      offered(id, at + 1000, token, agentId),
      accepted(id, at + 2000, token, agentId),
      { kind: 'call-connected', at: at + 2500, callId: id, agentId },
      { kind: 'call-ended', at: at + 2000 + ms, callId: id, agentId, reason: 'caller-hung-up' },
      { kind: 'call-completed', at: at + 2000 + ms, callId: id, agentId, disposition: null },
    ];
    await before.append([
      { kind: 'configured', at: T - 9 * 24 * HOUR, queues: [queue('sales', ['lisbon']), queue('support', null)], skills: [], centers },
      ...talk('old', T - 8 * 24 * HOUR, 1, 'ana', 900_000),
      ...talk('one', T - 2 * HOUR, 2, 'ana', 100_000),
      ...talk('two', T - HOUR / 3, 3, 'ana', 300_000),
      ...talk('by bea', T - HOUR / 4, 4, 'bea', 60_000),
      queued('left', T - 60_000),
      { kind: 'call-abandoned', at: T - 30_000, callId: 'left', agentIds: [], reason: 'caller-hung-up' },
      queued('waits', T - 20_000, 41),
      { ...queued('rings', T - 10_000, 42), preferredAgentId: 'ana' },
      offered('rings', T - 9000, 5, 'carl'),
    ]);
    const { state, stats } = await (await store()).load(T);
    expect([...state.calls.keys()]).toEqual(['waits', 'rings']);
    expect(state.calls.get('waits')).toMatchObject({ enqueuedAt: T - 20_000, place: 41, state: { kind: 'queued' } });
    expect(state.calls.get('rings')).toMatchObject({ preferred: { agentId: 'ana', until: T }, state: { kind: 'offered' } });
    expect([...state.queues.keys()]).toEqual(['sales', 'support']);
    expect(state.nextPlace).toBe(43);
    expect(state.nextToken).toBe(6);
    expect(Object.fromEntries(state.lastToken)).toEqual({ ana: 3, bea: 4, carl: 5 });
    // Within seven days, and never a call that nobody spoke in.
    expect(stats.agents.ana).toMatchObject({ handled: 2, handledMs: 400_000, doing: 'away', at: T });
    expect(stats.agents.bea).toMatchObject({ handled: 1, handledMs: 60_000 });
    expect(stats.agents.carl).toBeUndefined();
    const share = (from: number, ms: number) => Math.exp((from + ms) / HOUR) - Math.exp(from / HOUR);
    expect(stats.agents.ana?.occupancy).toBeCloseTo(share(2000 - 2 * HOUR, 100_000) + share(2000 - HOUR / 3, 300_000), 6);
    expect(stats.queues.sales).toEqual({ handled: 3, handledMs: 460_000, leftAt: [] });
    expect(stats.centers).toEqual({
      lisbon: [
        { at: T - HOUR / 3 + 2000, inTime: true },
        { at: T - HOUR / 4 + 2000, inTime: true },
        { at: T - 30_000, inTime: false },
      ],
    });
  });

  test('after any history what is loaded is what the whole log folds to, once the server has started', async () => {
    const seed = Date.now() % 2 ** 31;
    const service = await RoutingService.open({ store: await store(), now: Date.now, log: console, onFatal: unexpected });
    await service.submit(SHIFT_QUEUES);
    await service.start();
    const shift = new Shift(service, randomFrom(seed), 'e');
    await shift.begin();
    for (let turn = 0; turn < 150; turn += 1) await shift.act();
    await service.close();
    const log = (await database.prisma.event.findMany({ orderBy: { seq: 'asc' } })).map(
      ({ payload }) => payload as unknown as RoutingEvent,
    );
    const folded = emptyState();
    for (const event of log) apply(folded, event);
    expect(factsOf(folded), 'the log has all that the running server knows').toEqual(factsOf(service.state));
    const { state, stats } = await (await store()).load(Date.now());
    for (const one of [state, folded]) apply(one, { kind: 'server-started', at: T, stats });
    expect(factsOf(state), `seed ${seed}`).toEqual(factsOf(folded));
    expect(state.calls.size).toBeGreaterThan(0);
  });

  test('an agent’s last fifty calls are remembered, not more', async () => {
    const { append } = await store();
    for (let nth = 1; nth <= 60; nth += 1) {
      const id = `call-${nth}`;
      const at = T - HOUR + nth * 10_000;
      const ms = nth <= 10 ? 999_000 : 1000;
      await append([
        queued(id, at),
        offered(id, at, nth, 'ana'),
        accepted(id, at, nth, 'ana'),
        { kind: 'call-connected', at, callId: id, agentId: 'ana' },
        { kind: 'call-ended', at: at + ms, callId: id, agentId: 'ana', reason: 'caller-hung-up' },
        { kind: 'call-completed', at: at + (nth <= 10 ? 1 : ms), callId: id, agentId: 'ana', disposition: null },
      ]);
    }
    const { stats } = await (await store()).load(T);
    expect(stats.agents.ana).toMatchObject({ handled: 50, handledMs: 50_000 });
  });

  test('reports are forgotten up to each center’s last snapshot before the time', async () => {
    const { append, forgetReportsBefore } = await store();
    const changes = (at: number, centerId: string, seq: number) => ({ ...report(at, centerId, seq, []), report: 'changes' as const });
    await append([
      report(T, 'lisbon', 1, []),
      report(T, 'toronto', 1, []),
      changes(T + 1, 'lisbon', 2),
      queued('a', T + 2),
      report(T + 3, 'lisbon', 3, []),
      changes(T + 4, 'lisbon', 4),
      changes(T + 5, 'toronto', 2),
      report(T + 10, 'toronto', 3, []),
      changes(T + 11, 'lisbon', 5),
    ]);
    expect(await forgetReportsBefore(T + 10)).toBe(2);
    const left = (await database.prisma.event.findMany({ orderBy: { seq: 'asc' } })).map(({ seq }) => Number(seq));
    expect(left).toEqual([2, 4, 5, 6, 7, 8, 9]);
    expect(await forgetReportsBefore(T + 10)).toBe(0);
    expect(await forgetReportsBefore(T + 1000)).toBe(2);
    await append([queued('b', T + 12)]);
  });
});

const unexpected = (error: unknown) => {
  throw error;
};

const centers = [
  { id: 'lisbon', name: 'Lisbon', limits: NO_LIMITS },
  { id: 'toronto', name: 'Toronto', limits: NO_LIMITS },
];
const caller = { name: 'Maria', email: 'maria@example.com', customerId: null, page: null, question: '“Porto?”' };

let places = 0;
function queued(callId: string, at: number, place?: number): Extract<RoutingEvent, { kind: 'call-queued' }> {
  places += 1;
  const own = { requirement: null, roundTrips: {}, preferredAgentId: null };
  return { kind: 'call-queued', at, callId, queueId: 'sales', caller, keyHash: 'h', estimatedWaitMs: 1500, place: place ?? places, ...own };
}

/** An offer to one agent or several, with tokens from `token` on. */
function offered(callId: string, at: number, token: number, ...agentIds: string[]): RoutingEvent {
  const reservations = agentIds.map((agentId, index): Reservation => {
    const own = token + index;
    return { id: `${callId}.${own}`, token: own, agentId, centerId: 'lisbon', offeredAt: at, expiresAt: at + 20_000 };
  });
  const none = { why: [], candidates: [], passedOver: [], unnamed: { candidates: 0, passedOver: 0 }, centers: [] };
  return { kind: 'call-offered', at, callId, reservations, decision: { at, strategy: 'longest-idle', chosen: agentIds, ...none } };
}

function accepted(
  callId: string,
  at: number,
  token: number,
  agentId: string,
  ...rescinded: { reservationId: string; agentId: string }[]
): RoutingEvent {
  return { kind: 'call-accepted', at, callId, reservationId: `${callId}.${token}`, agentId, rescinded };
}

function agent(id: string, centerId: string, change: Partial<Agent> = {}): Agent {
  const status = { kind: 'available' as const, since: T };
  return { id, centerId, name: id, skills: [], status, reachable: true, answeredAt: T, settledToken: 0, capacity: 1, ...change };
}

function report(at: number, centerId: string, seq: number, agents: Agent[]): Extract<RoutingEvent, { kind: 'center-reported' }> {
  const volume = { waiting: 2, ringing: 1, talking: 0 };
  return { kind: 'center-reported', at, centerId, epoch: 'e', seq, report: 'snapshot', reportedAt: at, agents, answered: {}, volume };
}

function queue(id: string, ownCenters: string[] | null): Queue {
  const wayOn = { kind: 'message' as const, text: 'Sorry' };
  return {
    id,
    name: id,
    priority: 0,
    requirement: { all: [] },
    centers: ownCenters,
    steps: [],
    strategy: 'longest-idle',
    offersAtOnce: 1,
    offerTimeoutMs: 20_000,
    preferredMs: 10_000,
    serviceLevelMs: 20_000,
    wrapupMs: 60_000,
    wrapupExtensionMs: 0,
    wrapupEnds: 'done',
    dispositions: [],
    hours: null,
    maxLength: null,
    maxWaitMs: null,
    whenClosed: wayOn,
    whenFull: wayOn,
    whenTooLong: wayOn,
  };
}
