import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { agentParty, CALLER } from '../protocol/conversation.ts';
import type { MediaParty } from '../protocol/media.ts';
import { OPUS, ROUTER_CAPABILITIES, VP8 } from '../protocol/media-codec.ts';
import { startMediaServer } from './testing/media-server.ts';
import { ask, connectSocket, Peer, refusedHandshake } from './testing/peer.ts';
import { workerBin } from './testing/worker-bin.ts';
import { signTicket, TICKET_VALID_MS, ticketKeys } from './tickets.ts';
import { WorkerPool } from './worker-pool.ts';

let server: Awaited<ReturnType<typeof startMediaServer>>;
const peers: Peer[] = [];
let calls = 0;

beforeAll(async () => {
  server = await startMediaServer({ workers: 2 });
});
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.close()));
});
afterAll(() => server.close());

/** An open call that the agents with these tokens may join. */
async function openCall(tokens = [7]) {
  calls += 1;
  const callId = `call-${calls}`;
  await server.service.openCall(callId);
  server.service.admit(callId, tokens);
  const join = async (name: string, party: MediaParty) => {
    const peer = new Peer(server.url, name, await server.ticket({ callId, party }));
    peers.push(peer);
    return peer;
  };
  /** Who is heard, and after the dash who hears whom, in words as short as can be: `caller agent-7 – agent-7>caller`. */
  const flows = () =>
    server.events.flatMap((event) => {
      if (event.kind !== 'flow' || event.callId !== callId) return [];
      const heard = event.parties.filter((party) => party.heard).map(({ id }) => id);
      const pairs = event.parties.flatMap(({ id, hears }) => hears.map((speaker) => `${speaker}>${id}`));
      return [[...heard.sort(), ...(pairs.length === 0 ? [] : ['–', ...pairs.sort()])].join(' ')];
    });
  return {
    callId,
    caller: (name = 'caller') => join(name, CALLER),
    agent: (name = 'agent', token = 7) => join(name, agentParty(token)),
    flows,
    /** Resolves when the flow is this. */
    flowIs: (flow: string) => server.event(() => flows().at(-1) === flow),
    flowing: () => server.event(() => flows().at(-1) === BOTH_WAYS),
  };
}

const BOTH_WAYS = 'agent-7 caller – agent-7>caller caller>agent-7';

describe('audio', () => {
  it('goes both ways, and is said to only once it does', async () => {
    const call = await openCall();
    const caller = await call.caller();
    await call.flowIs('caller');
    expect(call.flows()).toEqual(['', 'caller']); // alone in the call: heard, but by nobody

    const agent = await call.agent();
    await Promise.all([caller.hears('agent'), agent.hears('caller'), call.flowing()]);
    expect(call.flows().slice(0, -1)).not.toContain(BOTH_WAYS);
  });

  it('goes both ways when the agent is first', async () => {
    const call = await openCall();
    const agent = await call.agent();
    await agent.isTold('joined');
    const caller = await call.caller();
    await Promise.all([caller.hears('agent'), agent.hears('caller'), call.flowing()]);
  });

  it('is no longer said to flow when a party leaves, and flows again when it is back', async () => {
    const call = await openCall();
    const [caller, agent] = await Promise.all([call.caller(), call.agent()]);
    await call.flowing();
    await caller.close();
    await agent.isTold('consumer-closed');
    expect(call.flows().at(-1)).toBe('agent-7');

    const again = await call.caller('caller again');
    await Promise.all([again.hears('agent'), agent.hears('caller again')]);
    await call.flowing();
  });

  it('flows again after a party asked for new transports', async () => {
    const call = await openCall();
    const [caller, agent] = await Promise.all([call.caller(), call.agent()]);
    await call.flowing();
    expect(await ask(caller.socket, 'rejoin', {})).toEqual({ ok: true, data: {} });
    await caller.isTold('joined', 2);
    await call.flowing();
    await Promise.all([caller.hears('agent'), agent.hears('caller')]);
  });

  it('is told to be muted to the other party, also to one that comes later', async () => {
    const call = await openCall();
    const caller = await call.caller();
    await caller.isTold('joined');
    await ask(caller.socket, 'set-muted', { muted: true });
    const agent = await call.agent();
    const joined = new Promise((resolve) => agent.socket.on('joined', resolve));
    expect(await joined).toMatchObject({ you: 'agent-7', parties: [{ id: 'caller', muted: true }] });
    await ask(caller.socket, 'set-muted', { muted: false });
    await agent.isTold('party-muted caller false');
  });
});

describe('a conference', () => {
  const HEARD = 'agent-7 agent-8 caller';
  const ALL = `${HEARD} – agent-7>agent-8 agent-7>caller agent-8>agent-7 agent-8>caller caller>agent-7 caller>agent-8`;
  /** A caller and two agents who all hear each other. */
  async function openConference() {
    const call = await openCall([7, 8]);
    const [caller, ana, rui] = await Promise.all([call.caller(), call.agent('ana', 7), call.agent('rui', 8)]);
    await call.flowIs(ALL);
    return {
      ...call,
      caller,
      ana,
      rui,
      setPlan: (held: MediaParty[], silenced: MediaParty[] = []) => server.service.setPlan(call.callId, { held, silenced }),
    };
  }

  it('of three: everybody hears the two others', async () => {
    const { caller, ana, rui } = await openConference();
    await Promise.all([
      caller.hears('ana'),
      caller.hears('rui'),
      ana.hears('caller'),
      ana.hears('rui'),
      rui.hears('caller'),
      rui.hears('ana'),
    ]);
  });

  it('with a held party: not one packet to or from it, the others talk, and all is as before afterwards', async () => {
    const { caller, ana, rui, setPlan, flowIs } = await openConference();
    setPlan(['caller']);
    await flowIs(`${HEARD} – agent-7>agent-8 agent-8>agent-7`);
    const others = () => Promise.all([ana.hears('rui', 25), rui.hears('ana', 25)]);
    await others(); // what was under way has arrived by then
    const before = [caller.heard(), ana.heard().caller, rui.heard().caller];
    await others();
    expect([caller.heard(), ana.heard().caller, rui.heard().caller]).toEqual(before);
    setPlan([]);
    await flowIs(ALL);
    await Promise.all([caller.hears('ana'), caller.hears('rui'), ana.hears('caller'), rui.hears('caller')]);
  });

  it('with a silenced party: it hears, and nobody hears it', async () => {
    const { caller, ana, rui, setPlan, flowIs } = await openConference();
    setPlan([], ['agent-8']);
    await flowIs(`${HEARD} – agent-7>agent-8 agent-7>caller caller>agent-7 caller>agent-8`);
    const others = () => Promise.all([rui.hears('ana', 25), rui.hears('caller', 25), ana.hears('caller', 25)]);
    await others();
    const before = [caller.heard().rui, ana.heard().rui];
    await others();
    expect([caller.heard().rui, ana.heard().rui]).toEqual(before);
  });

  it('under a plan: it holds for whoever joins later, comes back, or asks for new transports', async () => {
    const call = await openCall([7, 8]);
    server.service.setPlan(call.callId, { held: ['caller'], silenced: [] });
    const [caller, ana] = await Promise.all([call.caller(), call.agent('ana', 7)]);
    const rui = await call.agent('rui', 8);
    const held = `${HEARD} – agent-7>agent-8 agent-8>agent-7`;
    await call.flowIs(held);
    await ask(caller.socket, 'rejoin', {});
    await caller.isTold('joined', 2);
    await call.flowIs(held);
    await Promise.all([ana.hears('rui', 50), rui.hears('ana', 50)]);
    expect([caller, ana, rui].map((peer) => Object.keys(peer.heard()))).toEqual([[], ['rui'], ['ana']]);
  });

  it('goes on when one is put out: the others are told, and hear each other', async () => {
    const { callId, caller, ana, rui, flowIs } = await openConference();
    server.service.admit(callId, [7]);
    await rui.isTold('closed replaced');
    await Promise.all([caller.isTold('party-left agent-8'), ana.isTold('party-left agent-8')]);
    await flowIs(BOTH_WAYS);
    await Promise.all([caller.hears('ana'), ana.hears('caller')]);
  });

  it('goes on when its worker dies, still under its plan', async () => {
    const { caller, ana, rui, setPlan, flowIs } = await openConference();
    setPlan([], ['agent-7']);
    for (const { pid } of server.service.stats().workers) process.kill(pid ?? 0, 'SIGKILL');
    await Promise.all([caller, ana, rui].map((peer) => peer.isTold('joined', 2)));
    await flowIs(`${HEARD} – agent-8>agent-7 agent-8>caller caller>agent-7 caller>agent-8`);
    const others = () => Promise.all([ana.hears('rui', 25), caller.hears('rui', 25), rui.hears('caller', 25)]);
    await others();
    const before = [caller.heard().ana, rui.heard().ana];
    await others();
    expect([caller.heard().ana, rui.heard().ana]).toEqual(before);
  });
});

describe('who may join', () => {
  const capabilities = { rtpCapabilities: ROUTER_CAPABILITIES };
  const claims = { callId: 'nobody', party: 'caller' } as const;

  it('refuses what is not a ticket, naming the field', async () => {
    expect(await refusedHandshake(server.url, {})).toMatchObject({ code: 'bad-request', field: 'ticket' });
    expect(await refusedHandshake(server.url, { ticket: 'x', ...capabilities })).toMatchObject({ code: 'not-signed-in', field: 'ticket' });
    const forged = await signTicket(claims, ticketKeys(new Uint8Array(32).fill(8)).sign, Date.now());
    expect(await refusedHandshake(server.url, { ticket: forged, ...capabilities })).toMatchObject({
      code: 'not-signed-in',
      field: 'ticket',
    });
  });

  it('refuses a browser that can’t take Opus', async () => {
    const ticket = await server.ticket(claims);
    expect(await refusedHandshake(server.url, { ticket, rtpCapabilities: { codecs: [] } })).toMatchObject({
      code: 'bad-request',
      field: 'rtpCapabilities',
    });
  });

  it('refuses an expired ticket', async () => {
    const call = await openCall();
    const ticket = await server.ticket({ ...claims, callId: call.callId });
    server.passTime(TICKET_VALID_MS + 1000);
    expect(await refusedHandshake(server.url, { ticket, ...capabilities })).toEqual({
      code: 'not-signed-in',
      message: 'The ticket has expired.',
      field: 'ticket',
    });
  });

  it('refuses a ticket for a call that is not open', async () => {
    expect(await refusedHandshake(server.url, { ticket: await server.ticket(claims), ...capabilities })).toMatchObject({
      code: 'not-found',
    });
  });

  it('refuses an agent with another reservation’s token, and leaves the one who is in', async () => {
    const call = await openCall();
    const agent = await call.agent();
    await agent.isTold('joined');
    for (const token of [6, 8]) {
      const ticket = await server.ticket({ callId: call.callId, party: agentParty(token) });
      expect(await refusedHandshake(server.url, { ticket, ...capabilities })).toMatchObject({ code: 'stale-token', field: 'ticket' });
    }
    expect(agent.told).toEqual(['joined']);
  });

  it('puts the agent out when another one is admitted, and lets an older one in no more', async () => {
    const call = await openCall();
    const [caller, first] = [await call.caller(), await call.agent('first')];
    await first.hears('caller');
    server.service.admit(call.callId, [8]);
    await first.isTold('closed replaced');
    const second = await call.agent('second', 8);
    await Promise.all([caller.hears('second'), second.hears('caller')]);
    expect(() => server.service.admit(call.callId, [7, 8])).toThrow(expect.objectContaining({ code: 'stale-token' }));
  });

  it('puts out an agent who is no longer among those admitted', async () => {
    const call = await openCall();
    const agent = await call.agent();
    await agent.isTold('joined');
    server.service.admit(call.callId, []);
    await agent.isTold('disconnect');
    expect(agent.told).toContain('closed replaced');
  });

  it('lets a second joining of the same party replace the first', async () => {
    const call = await openCall();
    const [first, agent] = [await call.caller('first'), await call.agent()];
    await agent.hears('first');
    const second = await call.caller('second');
    await first.isTold('closed replaced');
    await Promise.all([agent.hears('second'), second.hears('agent')]);
  });
});

describe('a message that is refused', () => {
  it('is answered with a typed error, logged once, and changes nothing', async () => {
    const call = await openCall();
    const [caller, agent] = await Promise.all([call.caller(), call.agent()]);
    await call.flowing();
    const logged = server.log.length;
    const refusals = [
      ['connect-transport', {}, { code: 'bad-request', field: 'transportId' }],
      ['connect-transport', null, { code: 'bad-request' }],
      ['connect-transport', { transportId: 'x', dtlsParameters: 'y' }, { code: 'bad-request', field: 'dtlsParameters' }],
      ['connect-transport', { transportId: 'x', dtlsParameters: {} }, { code: 'conflict', field: 'transportId' }],
      [
        'produce',
        { transportId: 'x', source: 'microphone', rtpParameters: { big: 'x'.repeat(20_000) } },
        { code: 'bad-request', field: 'rtpParameters' },
      ],
      ['restart-ice', { transportId: 'x' }, { code: 'conflict', field: 'transportId' }],
      ['set-muted', { muted: 'yes' }, { code: 'bad-request', field: 'muted' }],
      ['rejoin', { now: true }, { code: 'bad-request', field: 'now' }],
    ] as const;
    for (const [event, message, error] of refusals) {
      expect(await ask(caller.socket, event, message)).toMatchObject({ ok: false, error });
    }
    expect(server.log.slice(logged)).toHaveLength(refusals.length);
    expect(server.log.at(-1)).toMatchObject({ callId: call.callId, party: 'caller', event: 'rejoin', error: { code: 'bad-request' } });
    await Promise.all([caller.hears('agent'), agent.hears('caller')]);
    expect(call.flows().at(-1)).toBe(BOTH_WAYS);
  });

  it('is a conflict in the wrong order, a bad request when mediasoup can’t take it, and leaves the right one possible', async () => {
    const call = await openCall();
    const socket = connectSocket(server.url, {
      ticket: await server.ticket({ callId: call.callId, party: 'caller' }),
      rtpCapabilities: ROUTER_CAPABILITIES,
    });
    const { send, receive } = await new Promise<{ send: { id: string }; receive: { id: string } }>((resolve) =>
      socket.on('joined', resolve),
    );
    const rtpParameters = { codecs: [{ ...OPUS, payloadType: 100 }], encodings: [{ ssrc: 1 }] };
    const produce = (transportId: string, parameters: object) =>
      ask(socket, 'produce', { transportId, source: 'microphone', rtpParameters: parameters });
    expect(await produce(receive.id, rtpParameters)).toMatchObject({ error: { code: 'conflict', field: 'transportId' } });
    expect(await produce(send.id, { codecs: 1 })).toMatchObject({ error: { code: 'bad-request', field: 'rtpParameters' } });
    expect(await produce(send.id, rtpParameters)).toMatchObject({ ok: true });
    expect(await produce(send.id, rtpParameters)).toMatchObject({ error: { code: 'conflict' } });
    const connect = (dtlsParameters: object) => ask(socket, 'connect-transport', { transportId: send.id, dtlsParameters });
    expect(await connect({})).toMatchObject({ error: { code: 'bad-request', field: 'dtlsParameters' } });
    socket.disconnect();
  });

  it('is one too many in a flood', async () => {
    const call = await openCall();
    const caller = await call.caller();
    await caller.isTold('joined');
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(caller.socket, 'set-muted', { muted: true })));
    expect(answers.at(0)).toMatchObject({ ok: true });
    expect(answers.at(-1)).toMatchObject({ ok: false, error: { code: 'too-many' } });
  });
});

it('gives new ICE parameters', async () => {
  const call = await openCall();
  const caller = await call.caller();
  const joined = await new Promise<{ send: { id: string; iceParameters: object } }>((resolve) => caller.socket.on('joined', resolve));
  const answer = await ask(caller.socket, 'restart-ice', { transportId: joined.send.id });
  expect(answer).toMatchObject({ ok: true, data: { iceParameters: { usernameFragment: expect.any(String) } } });
  expect(answer).not.toMatchObject({ data: { iceParameters: joined.send.iceParameters } });
});

it('knows beforehand what a real router can do', async () => {
  const pool = await WorkerPool.create({
    workers: 1,
    listenIp: '127.0.0.1',
    basePort: 0,
    workerBin: await workerBin(),
    log: pino({ level: 'silent' }),
  });
  const { router } = await pool.open('any');
  const { codecs = [] } = router.rtpCapabilities;
  expect(codecs).toMatchObject([OPUS, VP8, { mimeType: 'video/rtx' }]);
  expect(ROUTER_CAPABILITIES.codecs).toMatchObject(codecs.map(({ rtcpFeedback, ...codec }) => codec));
  for (const [nth, { rtcpFeedback = [] }] of (ROUTER_CAPABILITIES.codecs ?? []).entries())
    for (const feedback of rtcpFeedback) expect(codecs[nth]?.rtcpFeedback).toContainEqual(expect.objectContaining(feedback));
  for (const extension of ROUTER_CAPABILITIES.headerExtensions ?? [])
    expect(router.rtpCapabilities.headerExtensions).toContainEqual(extension);
  await pool.close();
});

describe('a worker that is killed', () => {
  it('is replaced on the same port, and its calls flow again', async () => {
    const call = await openCall();
    const [caller, agent] = await Promise.all([call.caller(), call.agent()]);
    await call.flowing();
    const before = server.service.stats().workers;
    const busy = before.find(({ rooms }) => rooms > 0 && before.every((other) => other.rooms <= rooms));
    for (const { pid } of before) process.kill(pid ?? 0, 'SIGKILL');
    await Promise.all([caller.isTold('lost'), agent.isTold('lost')]);
    expect(call.flows().at(-1)).toBe('');

    await Promise.all([caller.isTold('joined', 2), agent.isTold('joined', 2)]);
    await Promise.all([caller.hears('agent'), agent.hears('caller')]);
    await call.flowing();
    expect(busy?.udpPort).toBe(server.service.stats().workers[busy?.index ?? 0]?.udpPort);
  });
});

it('flows in the end, however joinings, rejoinings and a worker’s death fall together', async () => {
  const call = await openCall();
  const replaced = await Promise.all([call.caller('first'), call.agent('first agent'), call.caller('second')]);
  for (const { pid } of server.service.stats().workers) process.kill(pid ?? 0, 'SIGKILL');
  const [caller, agent] = await Promise.all([call.caller('last'), call.agent('last agent')]);
  await Promise.all([caller.isTold('joined'), agent.isTold('joined'), ...replaced.map((peer) => peer.isTold('closed replaced'))]);
  await Promise.all([ask(caller.socket, 'rejoin', {}), ask(agent.socket, 'rejoin', {})]);
  await Promise.all([caller.hears('last agent'), agent.hears('last')]);
  await call.flowing();
});

describe('closing', () => {
  it('ends a call for both parties, once', async () => {
    const call = await openCall();
    const [caller, agent] = await Promise.all([call.caller(), call.agent()]);
    await call.flowing();
    server.service.closeCall(call.callId);
    server.service.closeCall(call.callId);
    await Promise.all([caller.isTold('disconnect'), agent.isTold('disconnect')]);
    expect(caller.told.filter((each) => each.startsWith('closed'))).toEqual(['closed call-ended']);
    expect(agent.told.filter((each) => each.startsWith('closed'))).toEqual(['closed call-ended']);
  });

  it('is the same call when it is opened twice', async () => {
    const call = await openCall();
    const { calls: open } = server.service.stats();
    await Promise.all([server.service.openCall(call.callId), server.service.openCall(call.callId)]);
    expect(server.service.stats().calls).toBe(open);
  });

  it('may be asked of the whole service twice', async () => {
    const other = await startMediaServer();
    const pids = other.service.stats().workers.map(({ pid }) => pid ?? 0);
    await Promise.all([other.close(), other.service.close()]);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(other.service.openCall('late')).rejects.toMatchObject({ code: 'unavailable' });
  });
});
