import { afterEach, describe, expect, test } from 'vitest';
import { openDatabase } from './data/database.ts';
import { Peer } from './media/testing/peer.ts';
import { BOARD_NAMESPACE } from './protocol/board.ts';
import { LINK_NAMESPACE } from './protocol/link.ts';
import { freePort, Started, type TestAgent, type TestCaller } from './testing/started.ts';
import { watchBoard } from './testing/watched-board.ts';

/** The systems together, over real sockets, on a real database, with a real media worker; browsers are in e2e/. */

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function tandem(environment: Record<string, string> = {}): Promise<Started> {
  const started = new Started(environment);
  open.push(started);
  return started.start();
}

/** Both parties join the media; resolves when the call is connected. */
async function talk(started: Started, agent: TestAgent, caller: TestCaller): Promise<{ agentPeer: Peer; callerPeer: Peer }> {
  const callerPeer = new Peer(started.tandem.url, 'caller', caller.call.value?.ticket ?? '');
  open.push(callerPeer);
  expect(await agent.accept()).toEqual({ ok: true, data: {} });
  const agentPeer = new Peer(started.tandem.url, 'agent', (await agent.work('call')).ticket);
  open.push(agentPeer);
  await Promise.all([callerPeer.hears('agent'), agentPeer.hears('caller')]);
  await caller.phase('connected');
  await agent.state.until('a connected call', ({ work }) => work.kind === 'call' && work.phase.kind === 'connected');
  return { agentPeer, callerPeer };
}

describe('a call', () => {
  test('goes from the widget to the best agent, talks, is wrapped up, and is in the customer’s history next time', async () => {
    const started = await tandem();
    const ana = await started.agent('ana@lisbon.example');
    await ana.available();
    const caller = started.caller();
    await caller.start('sales-portuguese', { question: 'Delivery to Porto?' });
    const offer = await ana.work('offer');
    expect(offer).toMatchObject({ queueName: 'Sales (Portuguese)', caller: { name: 'Maria Silva', question: 'Delivery to Porto?' } });
    expect(offer.why[0]).toMatchObject({ kind: 'skills', skills: expect.arrayContaining([{ name: 'Portuguese', level: 5 }]) });
    await ana.state.until('the customer', ({ work }) => work.kind === 'offer' && work.customer.kind === 'known');
    await talk(started, ana, caller);

    await ana.ask('hang-up', { callId: offer.callId });
    const ended = await caller.phase('ended');
    expect(ended.phase).toMatchObject({ reason: 'agent-hung-up' });
    const wrapup = await ana.work('wrapup');
    const refused = await ana.ask('finish-wrapup', { callId: wrapup.callId, disposition: ['Nonsense'], notes: '' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'bad-request', field: 'disposition' } });
    const finish = { callId: wrapup.callId, disposition: ['Order placed'], notes: 'Wants it on Friday' };
    expect(await ana.ask('finish-wrapup', finish)).toEqual({ ok: true, data: {} });
    await ana.status('available');
    await ana.state.until('own figures', ({ today }) => today.calls === 1);

    await started.caller().start('sales-portuguese');
    const again = await ana.state.until('the history', ({ work }) => work.kind === 'offer' && work.customer.kind === 'known');
    const customer = again.work.kind === 'offer' && again.work.customer.kind === 'known' ? again.work.customer.card : null;
    expect(customer?.history[0]).toMatchObject({ disposition: 'Order placed', notes: 'Wants it on Friday', agentName: 'Ana Martins' });
  });

  test('two callers and one agent are served in order', async () => {
    const started = await tandem();
    const [first, second] = [started.caller(), started.caller()];
    await first.start('support-french');
    await second.start('support-french');
    await second.position(2);
    const david = await started.agent('david@toronto.example');
    await david.available();
    expect((await david.work('offer')).callId).toBe(first.key?.callId);
    await second.position(1);
    await first.leave();
    await david.state.until('the second call', ({ work }) => work.kind === 'offer' && work.callId === second.key?.callId);
  });

  test('that is not answered in time moves to the other center’s agent, and the first agent is set to missed', async () => {
    const started = await tandem();
    const admin = await started.signIn('admin@tandem.example');
    const { queues } = (await (await started.fetch('/api/admin/queues', { cookie: admin })).json()) as { queues: { id: string }[] };
    const { id, ...queue } = queues.find((one) => one.id === 'sales-english') ?? { id: '' };
    const changed = await started.fetch(`/api/admin/queues/${id}`, {
      method: 'PATCH',
      cookie: admin,
      body: { ...queue, offerTimeoutSeconds: 5 },
    });
    expect(changed.status).toBe(200);
    const ana = await started.agent('ana@lisbon.example');
    await ana.available();
    const carol = await started.agent('carol@toronto.example');
    await carol.available();
    const caller = started.caller();
    await caller.start('sales-english');
    await ana.work('offer');
    const { callId } = await carol.work('offer');
    expect(callId).toBe(caller.key?.callId);
    await ana.state.until('missed', ({ status, today }) => status.kind === 'missed' && today.missed === 1);
    await talk(started, carol, caller);
  });

  test('whose caller leaves is abandoned at once, also by the farewell of a page that is being closed', async () => {
    const started = await tandem();
    const ana = await started.agent('ana@lisbon.example');
    await ana.available();
    const caller = started.caller();
    await caller.start();
    await ana.work('offer');
    const wrong = await started.fetch('/api/widget/leave', { method: 'POST', body: { ...caller.key, secret: 'x'.repeat(32) } });
    expect(wrong.status).toBe(404);
    const farewell = await started.fetch('/api/widget/leave', { method: 'POST', body: caller.key });
    expect(farewell.status).toBe(200);
    await ana.work('idle');
    await ana.status('available');
  });
});

describe('faults', () => {
  test('invariant 4: a restart keeps waiting callers in place, and a talking call goes on', async () => {
    const started = await tandem({ PORT: String(await freePort()) });
    const david = await started.agent('david@toronto.example');
    await david.available();
    const talking = started.caller();
    await talking.start('support-french');
    await talk(started, david, talking);
    const [first, second] = [started.caller(), started.caller()];
    await first.start('support-french');
    const { phase } = await second.start('support-french');
    const since = phase.kind === 'waiting' ? phase.since : 0;

    await started.tandem.close();
    // Only now: what the old server said last must not be taken for the new one's word.
    for (const seen of [second.call, talking.call, david.state]) seen.value = null;
    await started.start();
    const resumed = await second.phase('waiting');
    expect(resumed.phase).toMatchObject({ kind: 'waiting', position: 2, since });
    const work = await david.work('call');
    await talking.phase('connected');
    const { ticket } = work;
    const peers = [
      new Peer(started.tandem.url, 'agent-again', ticket),
      new Peer(started.tandem.url, 'caller-again', talking.call.value?.ticket ?? ''),
    ];
    open.push(...peers);
    await peers[0]?.hears('caller-again');
    await peers[1]?.hears('agent-again');
    await david.ask('hang-up', { callId: talking.key?.callId });
    await david.work('wrapup');
    await first.position(1);
  });

  test('a second workstation of the same agent takes over; the first one is told and shut off', async () => {
    const started = await tandem();
    const first = await started.agent('ana@lisbon.example');
    await first.available();
    const second = await started.agent('ana@lisbon.example');
    await expect.poll(() => first.takenOver).toBe(true);
    await expect.poll(() => first.socket.connected).toBe(false);
    await second.status('available');
  });

  test('an open offer of a workstation that answers no round trips goes to somebody else within 10 s', async () => {
    const started = await tandem();
    const ana = await started.agent('ana@lisbon.example');
    await ana.available();
    const carol = await started.agent('carol@toronto.example');
    await carol.available();
    ana.answersProbes = false;
    const silentSince = Date.now();
    const caller = started.caller();
    await caller.start('sales-english');
    await ana.work('offer');
    await carol.work('offer');
    expect(Date.now() - silentSince).toBeLessThan(12_000);
    expect(ana.state.value?.today.missed).toBe(0);
  });

  test('a caller’s page that is loaded anew in the middle of a call comes back to it; the agent sees that it was the page', async () => {
    const started = await tandem();
    const ana = await started.agent('ana@lisbon.example');
    await ana.available();
    const caller = started.caller();
    await caller.start('sales-portuguese');
    const { agentPeer, callerPeer } = await talk(started, ana, caller);
    const { key } = caller;
    caller.key = null;
    callerPeer.close();
    caller.socket.emit('page-gone');
    caller.socket.disconnect();
    const away = await ana.state.until(
      'the caller’s page to be gone',
      ({ work }) => work.kind === 'call' && work.phase.kind === 'connected' && work.phase.callerAwayUntil !== null,
    );
    expect(away.work).toMatchObject({ phase: { callerPageGone: true } });

    const next = started.caller();
    const back = await next.socket.emitWithAck('resume', key);
    expect(back).toMatchObject({ ok: true, data: { call: { phase: { kind: 'connected' } } } });
    const peer = new Peer(started.tandem.url, 'caller', back.data.call.ticket);
    open.push(peer);
    await Promise.all([peer.hears('agent'), agentPeer.hears('caller')]);
    const here = await ana.state.until(
      'the caller to be back',
      ({ work }) => work.kind === 'call' && work.phase.kind === 'connected' && work.phase.callerAwayUntil === null,
    );
    expect(here.work).toMatchObject({ callId: key?.callId, phase: { callerPageGone: false } });
    await next.leave();
    expect(await ana.work('wrapup')).toMatchObject({ reason: 'caller-hung-up' });
  });

  test('an agent whose workstation is closed in the middle of a call is waited for, then the call ends with the reason', async () => {
    const started = await tandem();
    const ana = await started.agent('ana@lisbon.example');
    await ana.available();
    const caller = started.caller();
    await caller.start('sales-portuguese');
    await talk(started, ana, caller);
    ana.socket.disconnect();
    const away = await caller.call.until(
      'the agent to be away',
      ({ phase }) => phase.kind === 'connected' && phase.agentAwayUntil !== null,
    );
    expect(away.phase.kind === 'connected' && (away.phase.agentAwayUntil ?? 0) - away.now).toBeGreaterThan(25_000);
    const back = await started.agent('ana@lisbon.example');
    await caller.call.until('the agent to be back', ({ phase }) => phase.kind === 'connected' && phase.agentAwayUntil === null);
    back.socket.disconnect();
    expect((await caller.phase('ended', 40_000)).phase).toMatchObject({ reason: 'agent-lost' });
  }, 60_000);
});

describe('a call that is left while it begins', () => {
  test('is not in the queue: a connection lost in that moment, or a farewell', async () => {
    const started = await tandem();
    const health = async () => ((await (await started.fetch('/api/health')).json()) as { calls: number }).calls;
    const message = { queueId: 'support-french', name: 'M', email: null, customerId: null, page: null, question: null };
    const lost = started.caller();
    await new Promise((resolve) => lost.socket.once('connect', () => resolve(null)));
    lost.socket.emit('start', message);
    lost.socket.disconnect();
    const leaver = started.caller();
    const [ack] = await Promise.all([leaver.socket.emitWithAck('start', message), leaver.leave()]);
    expect(ack).toMatchObject({ ok: false, error: { code: 'conflict' } });
    await expect.poll(health).toBe(0);
  });

  test('several starts at once on one connection are one call', async () => {
    const started = await tandem();
    const caller = started.caller();
    const message = { queueId: 'support-french', name: 'M', email: null, customerId: null, page: null, question: null };
    const acks = await Promise.all([1, 2, 3, 4].map(() => caller.socket.emitWithAck('start', message)));
    expect(acks.filter((ack) => ack.ok)).toHaveLength(1);
    expect(acks.filter((ack) => !ack.ok).every((ack) => ack.error.code === 'conflict')).toBe(true);
  });
});

test('an agent who moves to another center works there, and both centers go on', async () => {
  const started = await tandem();
  const ana = await started.agent('ana@lisbon.example');
  await ana.available();
  const admin = await started.signIn('admin@tandem.example');
  const { people } = (await (await started.fetch('/api/admin/people', { cookie: admin })).json()) as {
    people: { id: string; email: string }[];
  };
  const { id, ...fields } = people.find((one) => one.email === 'ana@lisbon.example') ?? { id: '' };
  const moved = await started.fetch(`/api/admin/people/${id}`, {
    method: 'PATCH',
    cookie: admin,
    body: { ...fields, centerId: 'toronto' },
  });
  expect(moved.status).toBe(200);
  await expect.poll(() => ana.socket.connected).toBe(false);
  const cookie = await started.signIn('ana@lisbon.example');
  const there = await started.workstation('toronto', cookie);
  await there.available();
  const caller = started.caller();
  await caller.start('sales-portuguese');
  expect((await there.work('offer')).callId).toBe(caller.key?.callId);
  const bruno = await started.agent('bruno@lisbon.example');
  await bruno.available();
  const second = started.caller();
  await second.start('support-english');
  await bruno.work('offer');
});

describe('bad input', () => {
  test('is answered with a typed error that names the field, logged once, and changes nothing', async () => {
    const started = await tandem();
    const caller = started.caller();
    const good = { queueId: 'sales-english', name: 'M', email: 'm@example.com', customerId: null, page: null, question: null };
    const cases: [object | null, string | undefined][] = [
      [{ ...good, name: '' }, 'name'],
      [{ ...good, name: 'x'.repeat(121) }, 'name'],
      [{ ...good, email: 'nobody' }, 'email'],
      [{ ...good, queueId: { $ne: 1 } }, 'queueId'],
      [{ ...good, queueId: 'no-such-queue' }, 'queueId'],
      // What PostgreSQL can't store must not get as far as a decision.
      [{ ...good, name: 'x\u0000y' }, 'name'],
      [{ ...good, question: 'half a pair: \ud800' }, 'question'],
      [{ ...good, page: '\u0000' }, 'page'],
      [{ ...good, customerId: '\u0000' }, 'customerId'],
      [null, undefined],
    ];
    for (const [message, field] of cases) {
      const before = started.warnings.length;
      const ack = await caller.socket.emitWithAck('start', message);
      expect(ack).toMatchObject({
        ok: false,
        error: {
          code: field === 'queueId' && message && typeof (message as typeof good).queueId === 'string' ? 'not-found' : 'bad-request',
        },
      });
      expect(ack.error.field).toBe(field);
      expect(started.warnings.length).toBe(before + 1);
    }
    const health = (await (await started.fetch('/api/health')).json()) as { calls: number };
    expect(health.calls).toBe(0);
  });

  test('nobody speaks for another: agent, center, widget, supervisor and CTI processor are each let in only as themselves', async () => {
    const started = await tandem();
    const refusal = (namespace: string, options: Parameters<Started['socket']>[1]) => {
      const { promise, resolve } = Promise.withResolvers<string>();
      const socket = started.socket(namespace, options);
      socket.on('connect_error', (error) => resolve(error.message));
      socket.on('connect', () => resolve('connected'));
      return promise;
    };
    const ana = await started.signIn('ana@lisbon.example');
    const sofia = await started.signIn('sofia@lisbon.example');
    expect(await refusal('/cti/lisbon', {})).toBe('not-signed-in');
    expect(await refusal('/cti/toronto', { cookie: ana })).toBe('forbidden');
    expect(await refusal('/cti/lisbon', { cookie: sofia })).toBe('forbidden');
    expect(await refusal(BOARD_NAMESPACE, { cookie: ana })).toBe('forbidden');
    expect(await refusal(BOARD_NAMESPACE, { cookie: sofia })).toBe('connected');
    expect(await refusal(LINK_NAMESPACE, { auth: { centerId: 'lisbon', key: 'a-key-that-is-wrong', epoch: 'e' } })).toBe('forbidden');
    expect(await refusal('/media', { auth: { ticket: 'none' } })).not.toBe('connected');
    // Another site's page, with the agent's cookie.
    expect(await refusal('/cti/lisbon', { cookie: ana, origin: 'https://evil.example' })).not.toBe('connected');

    const agent = await started.agent('ana@lisbon.example');
    await agent.available();
    const caller = started.caller();
    await caller.start('sales-english');
    const { reservationId, token, callId } = await agent.work('offer');
    caller.socket.emit('accept', { reservationId, token });
    expect(await agent.ask('accept', { reservationId, token: token - 1 })).toMatchObject({ ok: false, error: { code: 'stale-token' } });
    expect(await agent.ask('hang-up', { callId: 'another-call' })).toMatchObject({ ok: false, error: { code: 'stale-token' } });
    const stranger = started.caller();
    expect(await stranger.socket.emitWithAck('resume', { callId, secret: 'x'.repeat(32) })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
    expect((await agent.work('offer')).callId).toBe(callId);
  });

  test('the API is for those who may: administrators change things, and what they send is checked', async () => {
    const started = await tandem();
    const ana = await started.signIn('ana@lisbon.example');
    const admin = await started.signIn('admin@tandem.example');
    const status = async (...args: Parameters<Started['fetch']>) => (await started.fetch(...args)).status;
    expect(await status('/api/me')).toBe(401);
    expect(await status('/api/admin/people', { cookie: ana })).toBe(403);
    expect(await status('/api/admin/people', { cookie: admin })).toBe(200);
    const person = {
      name: 'Eva',
      email: 'Eva@lisbon.example',
      role: 'agent',
      centerId: 'lisbon',
      active: true,
      skills: [],
      password: 'long enough',
    };
    const post = async (body: object) => {
      const response = await started.fetch('/api/admin/people', { method: 'POST', cookie: admin, body });
      return { status: response.status, ...((await response.json()) as { error?: { code: string; field?: string }; id?: string }) };
    };
    expect(await post({ ...person, password: 'short' })).toMatchObject({ status: 400, error: { code: 'bad-request', field: 'password' } });
    expect(await post({ ...person, centerId: null })).toMatchObject({ status: 400, error: { field: 'centerId' } });
    expect(await post({ ...person, skills: [{ skillId: 'none', level: 1 }] })).toMatchObject({
      status: 404,
      error: { field: 'skills.0.skillId' },
    });
    expect(await post(person)).toMatchObject({ status: 200, email: 'eva@lisbon.example' });
    expect(await post(person)).toMatchObject({ status: 409, error: { field: 'email' } });
    const eva = await started.agent('eva@lisbon.example', 'long enough');
    await eva.available();
    const { people } = (await (await started.fetch('/api/admin/people', { cookie: admin })).json()) as {
      people: { id: string; email: string }[];
    };
    const { id, ...fields } = people.find((one) => one.email === 'eva@lisbon.example') ?? { id: '' };
    expect(await status(`/api/admin/people/${id}`, { method: 'PATCH', cookie: admin, body: { ...fields, active: false } })).toBe(200);
    await expect.poll(() => eva.socket.connected).toBe(false);
    await expect(started.signIn('eva@lisbon.example', 'long enough')).rejects.toThrow('403');
  });
});

test('the board shows queues, agents of both centers, calls and the age of each center’s data', async () => {
  const started = await tandem();
  const ana = await started.agent('ana@lisbon.example');
  await ana.available();
  const dashboard = watchBoard(started.socket(BOARD_NAMESPACE, { cookie: await started.signIn('sam@toronto.example') }));
  const caller = started.caller();
  await caller.start('sales-portuguese', { name: 'João' });
  const latest = () => dashboard.board;
  await expect.poll(() => latest()?.calls[0]?.state).toBe('offered');
  expect(latest()).toMatchObject({
    calls: [
      {
        callerName: 'João',
        queueName: 'Sales (Portuguese)',
        agentName: 'Ana Martins',
        centerId: 'lisbon',
        agentId: ana.state.value?.agent.id,
        decidedAt: expect.any(Number),
      },
    ],
    totals: { waiting: 0, available: 0 },
  });
  expect(latest()?.agents).toHaveLength(4);
  expect(latest()?.centers.map((center) => center.link)).toEqual(['up', 'up']);
  await talk(started, ana, caller);
  await expect.poll(() => latest()?.calls[0]?.state).toBe('connected');
  await caller.leave();
  await expect.poll(() => latest()?.calls[0]?.state).toBe('wrapup');
  const { callId } = await ana.work('wrapup');
  await ana.ask('finish-wrapup', { callId, disposition: ['Order placed'], notes: '' });
  await expect.poll(() => latest()?.calls.length).toBe(0);
  const queue = latest()?.queues.find((one) => one.name === 'Sales (Portuguese)');
  expect(queue).toMatchObject({ offered: 1, answered: 1, abandoned: 0, serviceLevel: 1, serviceLevelSeconds: 20 });
  const abandoner = started.caller();
  await abandoner.start('support-french');
  await abandoner.leave();
  await expect.poll(() => latest()?.totals).toMatchObject({ answered: 1, abandoned: 1, abandonment: 0.5, serviceLevel: 0.5 });
});

test('an agent hears themselves through the media server before a call, without being on one', async () => {
  const started = await tandem();
  const ana = await started.agent('ana@lisbon.example');
  const answer = await ana.ask('echo-ticket', {});
  expect(answer).toMatchObject({ ok: true, data: { ticket: expect.any(String) } });
  const peer = new Peer(started.tandem.url, 'ana', answer.ok ? (answer.data as unknown as { ticket: string }).ticket : '');
  open.push(peer);
  await peer.hears('ana');
  expect(ana.state.value).toMatchObject({ work: { kind: 'idle' } });
  expect(await ana.ask('echo-ticket', { agentId: 'rui' })).toMatchObject({ ok: true }); // for nobody else: who asks is known
});

test('how good the line of each party was is kept with the conversation, also when the program ends in the middle of it', async () => {
  const started = await tandem();
  const ana = await started.agent('ana@lisbon.example');
  await ana.available();
  const caller = started.caller();
  await caller.start('sales-portuguese');
  const { agentPeer } = await talk(started, ana, caller);
  await agentPeer.isTold('quality', 2);
  await started.tandem.close();
  const database = await openDatabase({ url: null, folder: started.folder });
  open.push(database);
  const lines = await database.prisma.callQuality.findMany({
    where: { conversationId: caller.key?.callId ?? '' },
    orderBy: { party: 'asc' },
  });
  expect(lines.map(({ party }) => party)).toEqual([expect.stringMatching(/^agent-\d+$/), 'caller']);
  for (const line of lines) expect(line).toMatchObject({ mosAverage: expect.closeTo(4.41, 1), lossUp: 0, lossDown: 0 });
});
