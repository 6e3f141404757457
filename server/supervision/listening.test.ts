import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { NewAuditEntry } from '../data/audit.ts';
import type { Listener } from '../media/plan.ts';
import type { ListeningPolicy } from '../protocol/queue.ts';
import type { ListeningSession } from '../protocol/supervise.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import { queue, World } from '../routing/core/testing.ts';
import { audited } from './audited.ts';
import type { Supervisor } from './grants.ts';
import { ListeningDesk } from './listening.ts';
import { ListeningLog } from './listening-log.ts';
import { ListeningRoom } from './listening-room.ts';
import type { ListeningPage } from './listening-session.ts';
import { REFUSALS, Refusals } from './refusals.ts';

const SOFIA: Supervisor = { id: 'sofia', name: 'Sofia', role: 'supervisor', centerId: 'lisbon', supervises: [] };

/** Ana of Lisbon talks; what is written down waits until `written` says so. */
function opened({ graceMs = 15_000 } = {}) {
  const world = new World([queue('sales', { sales: 1 })]);
  world.agent('ana', 'lisbon', { sales: 5 });
  const callId = world.call();
  world.connect(callId);
  const agent = `agent-${world.acting(callId).token}`;
  const heardBy: Listener['heardBy'][] = [];
  const entries: NewAuditEntry[] = [];
  const pending: (() => void)[] = [];
  const audit = { holds: false, broken: false };
  const log = {
    record: async (entry: NewAuditEntry) => {
      if (audit.holds) await new Promise<void>((resolve) => pending.push(resolve));
      if (audit.broken) throw new Error('the database is away');
      entries.push(entry);
    },
  };
  const now = () => world.now;
  const policies = new Map<string, ListeningPolicy>();
  const shared = {
    service: { state: world.state, now: () => world.now, submit: async () => ({ ok: true }) } as never,
    media: { setListeners: (_: string, listeners: Listener[]) => void heardBy.push(listeners[0]?.heardBy ?? []) } as never,
    sign: async () => 'ticket',
    written: new ListeningLog({ audit: log, audited: audited(log, new Refusals(), now), state: world.state, now }),
    policies: async () => new Map(policies),
    log: { warn: () => undefined, error: () => undefined },
    graceMs,
  };
  const room = new ListeningRoom(shared);
  const desk = new ListeningDesk(room, shared);
  const who = { now: SOFIA as Supervisor | null };
  const ended: string[] = [];
  const told: ListeningSession[] = [];
  const page: ListeningPage = {
    who: async () => who.now,
    tell: (session) => void told.push(session),
    texts: () => undefined,
    ended: (_, why) => void ended.push(why),
  };
  const written = async () => {
    await vi.waitFor(() => expect(pending.length).toBeGreaterThan(0));
    pending.splice(0).forEach((write) => {
      write();
    });
  };
  return { world, desk, room, page, callId, agent, heardBy, entries, audit, policies, written, ended, told, who };
}

test('what makes somebody heard is written down first; what makes them silent is done first', async () => {
  const { desk, page, callId, agent, heardBy, audit, written } = opened();
  const { id: sessionId } = await desk.start(SOFIA, page, { callId, how: 'monitor' });
  expect(heardBy).toEqual(['nobody']);
  audit.holds = true;
  const whispering = desk.switch(SOFIA, { sessionId, how: 'whisper' });
  await Promise.resolve();
  expect(heardBy.at(-1)).toBe('nobody');
  await written();
  expect((await whispering).how).toBe('whisper');
  expect(heardBy.at(-1)).toEqual([agent]);
  const silent = desk.switch(SOFIA, { sessionId, how: 'monitor' });
  expect(heardBy.at(-1)).toBe('nobody');
  await written();
  await silent;
});

test('a wish to be heard that was still being written down is not carried out after one to be silent', async () => {
  const { desk, page, callId, heardBy, audit, written } = opened();
  const { id: sessionId } = await desk.start(SOFIA, page, { callId, how: 'whisper' });
  audit.holds = true;
  const loud = desk.switch(SOFIA, { sessionId, how: 'barge' });
  const silent = desk.switch(SOFIA, { sessionId, how: 'monitor' });
  await written();
  await written().catch(() => undefined);
  await Promise.all([loud, silent]);
  expect(heardBy.at(-1)).toBe('nobody');
});

test('what can’t be written down is not done', async () => {
  const { desk, page, callId, heardBy, audit } = opened();
  audit.broken = true;
  await expect(desk.start(SOFIA, page, { callId, how: 'barge' })).rejects.toThrow('the database is away');
  expect(heardBy).toEqual([]);
});

test('who has lost the right to a center is out at once, and the session says how long it was', async () => {
  const { world, desk, page, callId, heardBy, entries, ended, who } = opened();
  await desk.start(SOFIA, page, { callId, how: 'barge' });
  world.now += 42_000;
  who.now = { ...SOFIA, centerId: 'toronto' };
  await desk.recheck('somebody else');
  expect(ended).toEqual([]);
  await desk.recheck('sofia');
  expect([ended, heardBy.at(-1)]).toEqual([['not-allowed'], []]);
  await desk.close();
  expect(entries.at(-1)?.details).toMatchObject({ what: 'ended', how: 'barge', why: 'not-allowed', seconds: 42 });
});

test('a page that does not come back in time ends it; one that does goes on', async () => {
  const { desk, page, callId, ended } = opened({ graceMs: 15_000 });
  const { id: sessionId } = await desk.start(SOFIA, page, { callId, how: 'monitor' });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  desk.disconnected(page);
  vi.advanceTimersByTime(14_000);
  await desk.resume(SOFIA, page, { sessionId });
  vi.advanceTimersByTime(60_000);
  expect(ended).toEqual([]);
  desk.disconnected(page);
  vi.advanceTimersByTime(15_000);
  expect(ended).toEqual(['lost']);
});

test('nobody fills the log by switching to and fro, and everybody may always fall silent', async () => {
  const { desk, page, callId, heardBy } = opened();
  const { id: sessionId } = await desk.start(SOFIA, page, { callId, how: 'monitor' });
  for (let count = 0; count < 30; count += 1) {
    await desk.switch(SOFIA, { sessionId, how: 'whisper' });
    await desk.switch(SOFIA, { sessionId, how: 'monitor' });
  }
  await expect(desk.switch(SOFIA, { sessionId, how: 'whisper' })).rejects.toMatchObject({ code: 'too-many' });
  expect(heardBy.at(-1)).toBe('nobody');
});

describe('where agents of several centers talk', () => {
  /** David of Toronto, brought in by Ana. */
  function withDavid() {
    const all = opened();
    const { world, callId } = all;
    world.agent('david', 'toronto', { sales: 5 });
    const bring = () => {
      const target = { kind: 'agent', agentId: 'david' } as const;
      expect(world.do({ kind: 'control', action: { kind: 'add', target, note: null }, ...world.acting(callId) })).toEqual({ ok: true });
      const davids = [...world.state.calls.values()].at(-1)?.id ?? '';
      world.connect(davids);
      return davids;
    };
    const lines = () => all.entries.map(({ outcome, centerId, details }) => `${outcome} ${centerId} ${details?.what ?? details?.code}`);
    return { ...all, bring, lines };
  }

  test('the right to the center of who is listened to is needed, and each center whose agents are heard has it in its log', async () => {
    const { desk, page, callId, bring, lines, entries } = withDavid();
    const davids = bring();
    await expect(desk.start(SOFIA, page, { callId: davids, how: 'monitor' })).rejects.toMatchObject({ code: 'forbidden' });
    const { id: sessionId } = await desk.start(SOFIA, page, { callId, how: 'monitor' });
    await desk.stop(SOFIA, { sessionId });
    await desk.close();
    expect(lines()).toEqual([
      'refused toronto forbidden',
      'done lisbon begun',
      'done toronto heard',
      'done lisbon ended',
      'done toronto ended',
    ]);
    expect(entries[2]?.subject?.name).toContain('david');
  });

  test('one who joins is in the log of their center; if that can’t be written, nobody listens to them', async () => {
    const { world, desk, page, callId, bring, lines, audit, heardBy, ended } = withDavid();
    await desk.start(SOFIA, page, { callId, how: 'barge' });
    const davids = bring();
    const joined = { kind: 'call-connected', callId: davids, agentId: 'david' } as RoutingEvent;
    desk.deliver([joined], world.state);
    await vi.waitFor(() => expect(lines()).toEqual(['done lisbon begun', 'done toronto heard']));

    const again = withDavid();
    await again.desk.start(SOFIA, again.page, { callId: again.callId, how: 'barge' });
    again.audit.broken = true;
    again.desk.deliver([{ ...joined, callId: again.bring() } as RoutingEvent], again.world.state);
    await vi.waitFor(() => expect(again.ended).toEqual(['server-ended']));
    expect(again.heardBy.at(-1)).toEqual([]);
    expect([audit.broken, ended, heardBy.at(-1)]).toEqual([false, [], 'everybody']);
  });

  test('each agent is told as their own center says, and a center that changes its mind is heeded at once', async () => {
    const { world, desk, room, page, callId, bring, policies } = withDavid();
    const davids = bring();
    policies.set('toronto', 'silent');
    await desk.start(SOFIA, page, { callId, how: 'monitor' });
    const seen = () => [callId, davids].map((id) => room.seen(callId, world.acting(id)).map(({ how }) => how));
    expect(seen()).toEqual([['monitor'], []]);
    policies.set('toronto', 'told');
    desk.deliver([{ kind: 'configured', queues: [], skills: [], centers: [] } as never], world.state);
    await vi.waitFor(() => expect(seen()).toEqual([['monitor'], ['monitor']]));
  });
});

test.each([
  ['a call that is not there', { callId: 'nothing', how: 'monitor' }, 'not-found', 'nothing'],
  ['a call in which nobody talks', { callId: 'waiting', how: 'whisper' }, 'conflict', null],
] as const)('%s is refused, and that is in the log of one’s own center', async (_, message, code, name) => {
  const { world, desk, page, entries } = opened();
  const callId = message.callId === 'waiting' ? world.call() : message.callId;
  await expect(desk.start(SOFIA, page, { ...message, callId })).rejects.toMatchObject({ code });
  expect(entries).toMatchObject([
    { outcome: 'refused', action: 'call-monitored', centerId: 'lisbon', subject: { id: callId, ...(name && { name }) }, details: { code } },
  ]);
});

test('who reaches for another’s session, or one that is over, is refused, and it is in the log', async () => {
  const { desk, page, callId, entries, ended } = opened();
  const { id: sessionId } = await desk.start(SOFIA, page, { callId, how: 'monitor' });
  const sam: Supervisor = { ...SOFIA, id: 'sam', name: 'Sam', centerId: 'toronto' };
  const tries = [
    () => desk.switch(sam, { sessionId, how: 'barge' }),
    () => desk.takeOver(sam, { sessionId }),
    () => desk.resume(sam, page, { sessionId }),
    () => desk.stop(sam, { sessionId }),
    () => desk.switch(sam, { sessionId: 'made-up', how: 'barge' }),
  ];
  for (const reach of tries) await expect(reach()).rejects.toMatchObject({ code: 'not-found' });
  const refused = entries.filter(({ outcome, actor }) => outcome === 'refused' && actor.id === 'sam');
  expect(refused.map(({ action, centerId, subject }) => `${action} ${centerId} ${subject?.id}`)).toEqual([
    `call-monitored lisbon ${callId}`,
    `call-taken-over lisbon ${callId}`,
    `call-monitored lisbon ${callId}`,
    `call-monitored lisbon ${callId}`,
    'call-monitored toronto made-up',
  ]);
  expect(ended).toEqual([]);
});

test('nobody fills the log with what is refused: after so often nothing is asked any more, until the time is over', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { desk, page, callId, entries } = opened();
  const sam: Supervisor = { ...SOFIA, id: 'sam', name: 'Sam', centerId: 'toronto' };
  const reach = () => desk.switch(sam, { sessionId: 'made-up', how: 'barge' });
  for (let count = 0; count < REFUSALS.points; count += 1) await expect(reach()).rejects.toMatchObject({ code: 'not-found' });
  await expect(reach()).rejects.toMatchObject({ code: 'too-many' });
  await expect(desk.start(sam, page, { callId, how: 'monitor' })).rejects.toMatchObject({ code: 'too-many' });
  expect(entries).toHaveLength(REFUSALS.points);
  // Others are not held back by it.
  await expect(desk.start(SOFIA, page, { callId, how: 'monitor' })).resolves.toMatchObject({ callId });
  vi.advanceTimersByTime(REFUSALS.duration * 1000 + 1);
  await expect(reach()).rejects.toMatchObject({ code: 'not-found' });
});

test('nobody listens to a supervisor who has taken a caller over', async () => {
  const { world, desk, page, callId, entries } = opened();
  const { token } = world.acting(callId);
  world.do({ kind: 'take-over', callId, token, supervisor: { id: 'sam', name: 'Sam' } });
  const taken = [...world.state.calls.values()].find(({ supervisor }) => supervisor === 'Sam')?.id ?? '';
  await expect(desk.start(SOFIA, page, { callId: taken, how: 'whisper' })).rejects.toMatchObject({ code: 'conflict' });
  expect(entries).toMatchObject([{ outcome: 'refused', centerId: 'lisbon', details: { code: 'conflict' } }]);
});
