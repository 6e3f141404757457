import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { agentParty, CALLER } from '../protocol/conversation.ts';
import type { PartyQuality } from '../protocol/media.ts';
import { startMediaServer } from './testing/media-server.ts';
import { ask, Peer } from './testing/peer.ts';

let server: Awaited<ReturnType<typeof startMediaServer>>;
const peers: Peer[] = [];

beforeAll(async () => {
  server = await startMediaServer();
});
afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.close()));
});
afterAll(() => server.close());

async function talk(callId: string) {
  await server.service.openCall(callId);
  server.service.admit(callId, [7]);
  const join = async (name: string, party: string) => {
    const peer = new Peer(server.url, name, await server.ticket({ callId, party }));
    peers.push(peer);
    return peer;
  };
  const [caller, agent] = [await join('caller', CALLER), await join('agent', agentParty(7))];
  await Promise.all([caller.hears('agent', 5), agent.hears('caller', 5)]);
  return { caller, agent };
}

const qualityTold = (peer: Peer, fits: (parties: readonly PartyQuality[]) => boolean = () => true) =>
  new Promise<PartyQuality[]>((resolve) => peer.socket.on('quality', ({ parties }) => fits(parties) && resolve(parties)));

/** Lines that have carried something since the look before. */
const bothWays = (parties: readonly PartyQuality[]) => parties.every(({ up, down }) => up !== null && down !== null);

it('agents and the caller are told how good each party’s line is; what it was like is told when a party leaves', async () => {
  const { caller, agent } = await talk('measured');
  await server.service.measure();
  const [told, toCaller] = [qualityTold(agent, bothWays), qualityTold(caller, bothWays)];
  // On a busy machine a look can fall between two packets, and then says nothing of a line: the next one does.
  let whole = false;
  told.finally(() => {
    whole = true;
  });
  for (let packets = 40; !whole; packets += 40) {
    await Promise.all([caller.hears('agent', packets), agent.hears('caller', packets)]);
    await server.service.measure();
  }
  const parties = await told;
  const line = { loss: 0, jitterMs: expect.any(Number) };
  expect(parties).toMatchObject([
    { id: 'caller', up: line, down: line, mos: expect.any(Number) },
    { id: 'agent-7', up: line, down: line, mos: expect.any(Number) },
  ]);
  for (const { mos } of parties) expect(mos).toBeGreaterThan(4);
  expect(parties.map(({ overTcp }) => overTcp)).toEqual([false, false]);
  expect((await toCaller).map(({ id }) => id)).toEqual(['caller', 'agent-7']);

  await caller.close();
  const left = await server.event((event) => event.kind === 'quality' && event.party === 'caller');
  expect(left).toMatchObject({ callId: 'measured', samples: 2, lossUp: 0, lossDown: 0 });
  server.service.closeCall('measured');
  await server.event((event) => event.kind === 'quality' && event.party === 'agent-7');
});

it('nothing is sent to a party on hold, and so nothing is measured there', async () => {
  const { agent, caller } = await talk('held');
  server.service.setPlan('held', { held: ['caller'], silenced: [] });
  const [told, toCaller] = [qualityTold(agent), qualityTold(caller)];
  await server.service.measure();
  // Whom a caller on hold does not hear is none of their business.
  expect((await toCaller).map(({ id }) => id)).toEqual(['caller']);
  // In the order of their joining, which is not of the essence here.
  expect(Object.fromEntries((await told).map(({ id, down }) => [id, down]))).toEqual({ caller: null, 'agent-7': null });
});

it('a share far beyond its limits is stopped after the second look', async () => {
  const { caller, agent } = await talk('flooded');
  await caller.share('camera', { bytes: 1000, everyMs: 1 }); // some 8 Mb/s, ten times what a camera may have
  const offer = await agent.offered('caller', 'camera');
  await ask(agent.socket, 'watch-share', { producerId: offer });
  await agent.hears('caller camera', 1500);
  await server.service.measure();
  expect(caller.told).not.toContain('share-stopped camera');
  await server.service.measure();
  await Promise.all([caller.isTold('share-stopped camera'), agent.isTold('share-closed true')]);
  await agent.hears('caller');
});
