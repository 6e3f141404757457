import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { ROUTER_CAPABILITIES } from '../protocol/media-codec.ts';
import { ECHO_ROOM_MS, EchoDesk } from './echo.ts';
import { startMediaServer } from './testing/media-server.ts';
import { Peer, refusedHandshake } from './testing/peer.ts';

let server: Awaited<ReturnType<typeof startMediaServer>>;
const peers: Peer[] = [];

beforeAll(async () => {
  server = await startMediaServer();
});
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(peers.splice(0).map((peer) => peer.close()));
});
afterAll(() => server.close());

const desk = () => new EchoDesk(server.rooms, server.sign);
const join = (name: string, ticket: string) => {
  const peer = new Peer(server.url, name, ticket);
  peers.push(peer);
  return peer;
};

it('an agent hears themselves through the media server, and nobody else; the room is gone when they leave', async () => {
  const echo = desk();
  const [ana, rui] = [join('ana', await echo.ticketFor('ana', null)), join('rui', await echo.ticketFor('rui', null))];
  await Promise.all([ana.hears('ana', 10), rui.hears('rui', 10)]);
  expect([Object.keys(ana.heard()), Object.keys(rui.heard())]).toEqual([['ana'], ['rui']]);
  expect(server.events).toEqual([]); // no call's flow
  await Promise.all([ana.close(), rui.close()]);
  await vi.waitFor(() => expect(server.service.stats().calls).toBe(0));
});

it('an agent has three rooms at most; each that is left makes place for another', async () => {
  const echo = desk();
  const tickets = await Promise.all([1, 2, 3].map(() => echo.ticketFor('ana', null)));
  await expect(echo.ticketFor('ana', null)).rejects.toMatchObject({ code: 'too-many' });
  await echo.ticketFor('rui', null);
  const ana = join('ana', tickets[0] ?? '');
  await ana.isTold('joined');
  await ana.close();
  await vi.waitFor(async () => expect(await echo.ticketFor('ana', null)).toEqual(expect.any(String)));
});

it('a room closes after a minute, and with it the ticket opens nothing', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const ticket = await desk().ticketFor('maria', null);
  const { calls } = server.service.stats();
  vi.advanceTimersByTime(ECHO_ROOM_MS);
  expect(server.service.stats().calls).toBe(calls - 1);
  vi.useRealTimers();
  expect(await refusedHandshake(server.url, { ticket, rtpCapabilities: ROUTER_CAPABILITIES })).toMatchObject({ code: 'not-found' });
});

it('nobody gets into a call as an echo, or into an echo room as a party', async () => {
  await server.service.openCall('call-1');
  const capabilities = { rtpCapabilities: ROUTER_CAPABILITIES };
  const intruder = await server.ticket({ callId: 'call-1', party: 'echo' });
  expect(await refusedHandshake(server.url, { ticket: intruder, ...capabilities })).toMatchObject({ code: 'stale-token' });
  server.service.openEcho('echo:1', 10_000, () => {});
  const caller = await server.ticket({ callId: 'echo:1', party: 'caller' });
  expect(await refusedHandshake(server.url, { ticket: caller, ...capabilities })).toMatchObject({ code: 'stale-token' });
});
