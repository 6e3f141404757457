import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { agentParty, CALLER } from '../protocol/conversation.ts';
import { listenerParty, type MediaParty } from '../protocol/media.ts';
import { ROUTER_CAPABILITIES } from '../protocol/media-codec.ts';
import type { Listener } from './plan.ts';
import { startMediaServer } from './testing/media-server.ts';
import { ask, Peer, refusedHandshake } from './testing/peer.ts';

/** Supervisors in a call, with a real media worker: which packets go where, and who is told of whom. */

const SOFIA = listenerParty('s1');
const ANA = agentParty(7);

let server: Awaited<ReturnType<typeof startMediaServer>>;
const peers: Peer[] = [];
let calls = 0;

beforeAll(async () => {
  server = await startMediaServer();
});
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.close()));
});
afterAll(() => server.close());

/** A caller and an agent who hear each other, and Sofia, who hears both. */
async function listenedTo(heardBy: Listener['heardBy'] = 'nobody') {
  calls += 1;
  const callId = `listened-${calls}`;
  await server.service.openCall(callId);
  server.service.admit(callId, [7]);
  const join = async (name: string, party: MediaParty) => {
    const peer = new Peer(server.url, name, await server.ticket({ callId, party }));
    peers.push(peer);
    return peer;
  };
  const [maria, ana] = await Promise.all([join('maria', CALLER), join('ana', ANA)]);
  await Promise.all([maria.hears('ana'), ana.hears('maria')]);
  const listen = (by: Listener['heardBy']) => server.service.setListeners(callId, [{ id: SOFIA, heardBy: by }]);
  listen(heardBy);
  const sofia = await join('sofia', SOFIA);
  await Promise.all([sofia.hears('maria'), sofia.hears('ana')]);
  return { callId, maria, ana, sofia, listen, join };
}

/** Everything that a party was told, in which a supervisor is named. */
const namesOf = (peer: Peer) => peer.told.filter((each) => each.includes('supervisor'));

/** Resolves after so many more packets of each other have come to both: time enough for one of hers. */
async function someTime({ maria, ana, sofia }: { maria: Peer; ana: Peer; sofia: Peer }): Promise<void> {
  await Promise.all([maria.hears('ana', 25), ana.hears('maria', 25), sofia.hears('maria', 25), sofia.hears('ana', 25)]);
}

it('one who monitors hears both; no packet of theirs goes out, and nobody is told of them', async () => {
  const call = await listenedTo();
  const told = { maria: call.maria.told.length, ana: call.ana.told.length };
  await someTime(call);
  await ask(call.sofia.socket, 'set-muted', { muted: true });
  await call.sofia.close();
  await Promise.all([call.maria.hears('ana', 10), call.ana.hears('maria', 10)]);
  expect(call.maria.heard().sofia).toBeUndefined();
  expect(call.ana.heard().sofia).toBeUndefined();
  // Not one message more than without her: neither of her joining, nor her muting, nor her leaving.
  expect({ maria: call.maria.told.length, ana: call.ana.told.length }).toEqual(told);
  expect([namesOf(call.maria), namesOf(call.ana)]).toEqual([[], []]);
});

it('one who whispers is heard by the agent alone, and the caller is told nothing', async () => {
  const call = await listenedTo();
  const told = call.maria.told.length;
  call.listen([ANA]);
  await call.ana.hears('sofia', 10);
  await someTime(call);
  expect(call.maria.heard().sofia).toBeUndefined();
  expect(call.maria.told).toHaveLength(told);

  call.listen('nobody');
  await call.ana.isTold(`party-left ${SOFIA}`);
  await call.ana.isTold('consumer-closed');
  const heard = call.ana.heard().sofia;
  await someTime(call);
  expect(call.ana.heard().sofia).toBe(heard);
});

it('one who barges in is heard by all, and is gone for them when they fall silent or leave', async () => {
  const call = await listenedTo('everybody');
  await Promise.all([call.maria.hears('sofia', 5), call.ana.hears('sofia', 5)]);
  call.listen([ANA]);
  await call.maria.isTold(`party-left ${SOFIA}`);
  const heard = call.maria.heard().sofia;
  await Promise.all([call.ana.hears('sofia', 25), call.maria.hears('ana', 25)]);
  expect(call.maria.heard().sofia).toBe(heard);
  server.service.setListeners(call.callId, []);
  await call.sofia.isTold('closed replaced');
  await call.ana.isTold(`party-left ${SOFIA}`);
});

it('switching between the ways makes neither a gap nor a click for the others: each packet comes once, in its turn', async () => {
  const call = await listenedTo();
  const { maria, ana, sofia } = call;
  await someTime(call);
  const pairs = [
    [maria, 'ana'],
    [ana, 'maria'],
    [sofia, 'maria'],
    [sofia, 'ana'],
  ] as const;
  const before = pairs.map(([peer, name]) => peer.numbersOf(name).length);
  for (let round = 0; round < 3; round += 1) {
    call.listen([ANA]);
    await ana.hears('sofia', 10);
    const whispered = ana.numbersOf('sofia').length;
    call.listen('everybody');
    await Promise.all([maria.hears('sofia', 10), ana.hears('sofia', 10)]);
    // Who heard the whisper hears the rest of the sentence.
    expect(gapsIn(ana.numbersOf('sofia').slice(whispered - 1))).toEqual([]);
    call.listen('nobody');
    await Promise.all([maria.isTold(`party-left ${SOFIA}`, round + 1), ana.isTold(`party-left ${SOFIA}`, round + 1)]);
    await someTime(call);
  }
  for (const [index, [peer, name]] of pairs.entries()) {
    const numbers = peer.numbersOf(name).slice((before[index] ?? 0) - 1);
    expect(numbers.length).toBeGreaterThan(100);
    expect([peer.name, name, gapsIn(numbers)]).toEqual([peer.name, name, []]);
  }
});

/** Where one packet does not follow on the one before. */
const gapsIn = (numbers: readonly number[]) =>
  numbers.flatMap((number, index) =>
    index === 0 || number === (numbers[index - 1] ?? 0) + 1 ? [] : [`${numbers[index - 1]} → ${number}`],
  );

it('one who has muted themselves is muted for those who come to hear them', async () => {
  const call = await listenedTo();
  await ask(call.sofia.socket, 'set-muted', { muted: true });
  call.listen([ANA]);
  await call.ana.isTold(`party-muted ${SOFIA} true`);
  expect(namesOf(call.maria)).toEqual([]);
});

it('who joins later, or anew, is told of a supervisor only if they may hear them', async () => {
  const call = await listenedTo([ANA]);
  const joined = async (peer: Peer) => {
    const parameters = new Promise<{ parties: { id: string }[] }>((resolve) => peer.socket.once('joined', resolve));
    return (await parameters).parties.map(({ id }) => id);
  };
  const again = await call.join('maria', CALLER);
  expect(await joined(again)).toEqual([ANA]);
  const ana = await call.join('ana', ANA);
  expect((await joined(ana)).sort()).toEqual([CALLER, SOFIA].sort());
  await Promise.all([again.hears('ana', 10), ana.hears('sofia', 5)]);
  expect(again.heard().sofia).toBeUndefined();
});

it('through a worker’s death the supervisor stays as silent as before', async () => {
  const call = await listenedTo();
  const [worker] = server.service.stats().workers;
  process.kill(worker?.pid ?? 0, 'SIGKILL');
  await Promise.all([call.maria.isTold('joined', 2), call.ana.isTold('joined', 2), call.sofia.isTold('joined', 2)]);
  await someTime(call);
  expect([call.maria.heard().sofia, call.ana.heard().sofia]).toEqual([undefined, undefined]);
  expect([namesOf(call.maria), namesOf(call.ana)]).toEqual([[], []]);
});

it('nobody is in as a supervisor whom the routing server has not named', async () => {
  const call = await listenedTo();
  const ticket = await server.ticket({ callId: call.callId, party: listenerParty('another') });
  expect(await refusedHandshake(server.url, { ticket, rtpCapabilities: ROUTER_CAPABILITIES })).toMatchObject({ code: 'stale-token' });
});

it('a supervisor shows nothing, and nothing can be asked of them', async () => {
  const call = await listenedTo('everybody');
  await Promise.all([call.maria.hears('sofia'), call.ana.hears('sofia')]);
  await call.ana.share('screen');
  await call.maria.isTold(`share-offered ${ANA} screen`);
  expect(call.sofia.told.filter((each) => each.startsWith('share'))).toEqual([]);
  expect(await ask(call.ana.socket, 'ask-share', { source: 'camera', of: SOFIA })).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  });
  await call.sofia.share('screen');
  await call.sofia.isTold('produce refused: forbidden Who listens in shows nothing.');
});

it('agents are told of the lines of those who are in the call, and supervisors are not among them', async () => {
  const call = await listenedTo('everybody');
  await someTime(call);
  const quality = new Promise<{ parties: { id: string }[] }>((resolve) => call.ana.socket.once('quality', resolve));
  await server.service.measure();
  expect((await quality).parties.map(({ id }) => id).sort()).toEqual([ANA, CALLER]);
});
