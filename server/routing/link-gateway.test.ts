import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { linkKey } from '../installation.ts';
import type { AgentReport, AgentWork } from '../protocol/link.ts';
import { LINK_NAMESPACE } from '../protocol/link.ts';
import { type OnlyWork, onlyWork } from '../testing/only-work.ts';
import { Started } from '../testing/started.ts';

/** The link as a CTI processor on another machine sees it: a center of its own, spoken for by hand. */

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function linkedCenter() {
  const centers = 'lisbon=Lisbon=Europe/Lisbon,toronto=Toronto=America/Toronto';
  const environment: Record<string, string> = { TANDEM_CENTERS: `${centers},porto=Porto=Europe/Lisbon` };
  const started = new Started(environment);
  open.push(started);
  await started.start();
  // The program knows the center now; its processor is to be elsewhere.
  environment.TANDEM_CENTERS = centers;
  await started.restart();
  const key = linkKey(readFileSync(path.join(started.folder, 'secret'), 'utf8').trim(), 'porto');
  const socket = started.socket(LINK_NAMESPACE, { auth: { centerId: 'porto', key, epoch: 'run-1' } });
  const work: OnlyWork[] = [];
  let asked = 0;
  socket.on('work', (message: AgentWork) => work.push(onlyWork(message)));
  socket.on('snapshot-please', () => {
    asked += 1;
  });
  await expect.poll(() => asked).toBe(1);
  let seq = 0;
  const report = (kind: 'snapshot' | 'changes', agents: AgentReport[], skip = 0, answered: Record<string, number> = {}) => {
    seq += 1 + skip;
    const volume = { waiting: 0, ringing: 0, talking: 0 };
    return socket.emitWithAck('report', { seq, at: Date.now(), kind, agents, answered, volume });
  };
  return { started, socket, report, work, asked: () => asked };
}

const rita = (change: Partial<AgentReport> = {}): AgentReport => ({
  id: 'rita',
  name: 'Rita',
  excludedQueues: [],
  skills: [
    { id: 'support', name: 'Support', level: 5 },
    { id: 'french', name: 'French', level: 5 },
  ],
  status: { kind: 'available', since: Date.now() - 60_000 },
  reachable: true,
  answeredAt: Date.now(),
  capacity: 1,
  settledToken: 0,
  ...change,
});

test('a gap in a center’s reports is detected, and a snapshot asked for', async () => {
  const { report, asked } = await linkedCenter();
  expect(await report('changes', [rita()])).toMatchObject({ ok: false, error: { code: 'gap', field: 'seq' } });
  await expect.poll(asked).toBe(2);
  expect(await report('snapshot', [rita()])).toMatchObject({ ok: true });
  expect(await report('changes', [], 0, { rita: Date.now() })).toMatchObject({ ok: true });
  expect(await report('changes', [rita()], 1)).toMatchObject({ ok: false, error: { code: 'gap' } });
  await expect.poll(asked).toBe(3);
});

test('a center’s agent is offered a call, and what is said for them is held to their reservation', async () => {
  const { started, socket, report, work } = await linkedCenter();
  await report('snapshot', [rita()]);
  const caller = started.caller();
  await caller.start('support-french');
  await expect.poll(() => work.at(-1)?.work.kind).toBe('offer');
  const offer = work.at(-1);
  if (offer?.work.kind !== 'offer') throw new Error('no offer');
  const acting = { agentId: 'rita', reservationId: offer.work.reservationId, token: offer.token };
  expect(await socket.emitWithAck('accept', { ...acting, token: acting.token + 1 })).toMatchObject({ error: { code: 'stale-token' } });
  expect(await socket.emitWithAck('accept', { ...acting, agentId: 'ana' })).toMatchObject({ error: { code: 'stale-token' } });
  expect(await socket.emitWithAck('accept', acting)).toMatchObject({ ok: true });
  expect(await socket.emitWithAck('accept', acting)).toMatchObject({ ok: true });
  await expect.poll(() => work.at(-1)?.work.kind).toBe('connecting');
  await caller.leave();
  await expect.poll(() => work.at(-1)).toMatchObject({ work: { kind: 'none' }, token: offer.token });
});

test('what a center seems to have missed is said again with its next report, until it is confirmed', async () => {
  const { started, report, work } = await linkedCenter();
  await report('snapshot', [rita()]);
  const caller = started.caller();
  await caller.start('support-french');
  await expect.poll(() => work.at(-1)?.work.kind).toBe('offer');
  const token = work.at(-1)?.token ?? 0;
  await caller.leave();
  await expect.poll(() => work.at(-1)?.work.kind).toBe('none');
  work.length = 0;
  await report('changes', [rita()]);
  await expect.poll(() => work.at(-1)).toMatchObject({ work: { kind: 'none' }, token });
  const next = started.caller();
  await next.start('support-french');
  expect(next.call.value?.phase.kind).toBe('waiting');
  await report('changes', [rita({ settledToken: token })]);
  await next.phase('ringing');
});

test('reports of impossible sizes and values are refused with the field, and change nothing', async () => {
  const { report, socket, asked } = await linkedCenter();
  await report('snapshot', [rita()]);
  const volume = { waiting: 0, ringing: 0, talking: 0 };
  const good = { seq: 2, at: Date.now(), kind: 'changes', agents: [], answered: {}, volume };
  for (const [change, field] of [
    [{ seq: 3_000_000_000 }, 'seq'],
    [{ at: 1e17 }, 'at'],
    [{ volume: { ...volume, talking: 1e12 } }, 'volume.talking'],
    [{ agents: [rita({ name: 'x\u0000' })] }, 'agents.0.name'],
    [{ answered: { rita: -1 } }, 'answered.rita'],
  ] as const)
    expect(await socket.emitWithAck('report', { ...good, ...change })).toMatchObject({ ok: false, error: { code: 'bad-request', field } });
  expect(await socket.emitWithAck('report', good)).toMatchObject({ ok: true });
  expect(asked()).toBe(1);
});
