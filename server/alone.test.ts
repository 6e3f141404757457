import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from './data/database.ts';
import { type Cable, layCable } from './testing/cable.ts';
import { freePort, Started, type TestAgent } from './testing/started.ts';

/** Centers whose link to the routing server is cut. Conversations are written ones: they need no sound to be connected. */

let started: Started;
let cable: Cable;
beforeEach(async () => {
  const port = await freePort();
  cable = await layCable(port);
  started = await new Started({ PORT: String(port) }, cable.url).start();
});
afterEach(async () => {
  await cable.close();
  await started.close();
});

async function inTexts() {
  const ana = await started.agent('ana@lisbon.example');
  await ana.available();
  const caller = started.caller();
  await caller.start('sales-portuguese', { channel: 'text' });
  const { reservationId, token, callId } = await textsOf(ana, 'offer');
  expect(await ana.ask('accept', { reservationId, token })).toMatchObject({ ok: true });
  await caller.phase('connected');
  await textsOf(ana, 'call');
  return { ana, caller, callId };
}

type Texts = NonNullable<TestAgent['state']['value']>['texts'][number];
async function textsOf<K extends 'offer' | 'call' | 'wrapup'>(agent: TestAgent, kind: K) {
  const { texts } = await agent.state.until(`texts in ${kind}`, (state) => state.texts.some((one) => one.kind === kind));
  return texts.find((one) => one.kind === kind) as Extract<Texts, { kind: K }>;
}

/** What the log says of a call, once nothing is in hand any more and the program has ended. */
async function logOf(callId: string) {
  const calls = async () => ((await (await started.fetch('/api/health')).json()) as { calls: number }).calls;
  await expect.poll(calls, { timeout: 20_000 }).toBe(0);
  await started.tandem.close();
  const { prisma, close } = await openDatabase({ url: null, folder: started.folder });
  try {
    const rows = await prisma.event.findMany({
      where: { callId, kind: { in: ['call-ended', 'call-completed'] } },
      orderBy: { seq: 'asc' },
    });
    const call = await prisma.call.findUniqueOrThrow({ where: { id: callId } });
    const events = rows.map(({ payload, at }) => ({
      ...(payload as { kind: string; disposition?: string | null; agoMs?: number }),
      at: at.getTime(),
    }));
    return { events, call };
  } finally {
    await close();
  }
}

const untilAlone = (agent: TestAgent) => agent.state.until('that nobody knows who waits', ({ next }) => next === null);

describe('a center alone', () => {
  test('its agents end their talks and write up; the routing server learns all of it, once and with its own times', async () => {
    const { ana, caller, callId } = await inTexts();
    cable.cut();
    await untilAlone(ana);
    expect(await ana.ask('hang-up', { callId })).toMatchObject({ ok: true });
    const { dispositions } = await textsOf(ana, 'wrapup');
    const disposition = [dispositions[0]?.name ?? ''];
    expect(await ana.ask('finish-wrapup', { callId, disposition, notes: 'Two bags', followUp: null })).toMatchObject({ ok: true });
    await ana.state.until('nothing in hand', (state) => state.texts.length === 0);
    expect(caller.call.value?.phase.kind).toBe('connected');
    cable.mend();
    await caller.phase('ended');
    const { events, call } = await logOf(callId);
    expect(events).toMatchObject([{ kind: 'call-ended' }, { kind: 'call-completed', disposition: disposition.join() }]);
    for (const { agoMs } of events) expect(agoMs).toBeGreaterThan(0);
    // What happened counts from when it did, not from when it was told.
    const [ended, completed] = events.map(({ at, agoMs = 0 }) => at - agoMs);
    expect({ endedAt: call.endedAt?.getTime(), completedAt: call.completedAt?.getTime() }).toEqual({
      endedAt: ended,
      completedAt: completed,
    });
  });

  test('what it has to say outlives its own restart', async () => {
    const { ana, caller, callId } = await inTexts();
    cable.cut();
    await untilAlone(ana);
    await ana.ask('hang-up', { callId });
    await textsOf(ana, 'wrapup');
    ana.socket.disconnect();
    await started.restart();
    expect(caller.key?.callId).toBe(callId);
    cable.mend();
    await caller.phase('ended');
    const again = await started.workstation('lisbon', ana.cookie);
    const { dispositions } = await textsOf(again, 'wrapup');
    const disposition = [dispositions[0]?.name ?? ''];
    expect(await again.ask('finish-wrapup', { callId, disposition, notes: '', followUp: null })).toMatchObject({ ok: true });
    const { events } = await logOf(callId);
    expect(events.map(({ kind }) => kind)).toEqual(['call-ended', 'call-completed']);
  });
});
