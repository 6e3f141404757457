import { expect, onTestFinished, test, vi } from 'vitest';
import type { NewAuditEntry } from '../data/audit.ts';
import type { Listener } from '../media/plan.ts';
import type { ListeningSession } from '../protocol/supervise.ts';
import { queue, World } from '../routing/core/testing.ts';
import type { Supervisor } from './grants.ts';
import { ListeningDesk, type ListeningPage } from './listening.ts';

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
  const desk = new ListeningDesk({
    service: { state: world.state, now: () => world.now, submit: async () => ({ ok: true }) } as never,
    media: { setListeners: (_: string, listeners: Listener[]) => void heardBy.push(listeners[0]?.heardBy ?? []) } as never,
    ticketSecret: new Uint8Array(32),
    audit: {
      record: async (entry) => {
        if (audit.holds) await new Promise<void>((resolve) => pending.push(resolve));
        if (audit.broken) throw new Error('the database is away');
        entries.push(entry);
      },
    },
    policies: async () => new Map(),
    log: { warn: () => undefined, error: () => undefined },
    graceMs,
  });
  const who = { now: SOFIA as Supervisor | null };
  const ended: string[] = [];
  const told: ListeningSession[] = [];
  const page: ListeningPage = {
    who: async () => who.now,
    tell: (session) => void told.push(session),
    ended: (_, why) => void ended.push(why),
  };
  const written = async () => {
    await vi.waitFor(() => expect(pending.length).toBeGreaterThan(0));
    pending.splice(0).forEach((write) => {
      write();
    });
  };
  return { world, desk, page, callId, agent, heardBy, entries, audit, written, ended, told, who };
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
