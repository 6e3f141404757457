import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { ROUTER_CAPABILITIES } from '../protocol/media-codec.ts';
import { LONGEST_RECORDING_MS } from '../protocol/message-limits.ts';
import { RecordingDesk } from './recordings.ts';
import { opusIn } from './tap.ts';
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

const desk = () => new RecordingDesk(server.rooms, server.sign);
/** Her packets begin with her name, and `l` is 20 ms of Opus. */
const join = (ticket: string) => {
  const peer = new Peer(server.url, 'leonor', ticket);
  peers.push(peer);
  return peer;
};
const soundsIn = (bytes: Buffer) => bytes.toString('latin1').split('leonor:').length - 1;

it('records what a caller says, through a worker, and plays it to nobody; the room is gone with the recording', async () => {
  const recordings = desk();
  const { id, ticket, longestMs } = await recordings.begin('call-1');
  expect(longestMs).toBe(LONGEST_RECORDING_MS);
  const leonor = join(ticket);
  await leonor.isTold('joined');
  await vi.waitFor(() => expect(server.node.recorder.packets).toBeGreaterThan(20), { timeout: 10_000 });
  const { bytes, durationMs } = await recordings.stop(id);
  expect(bytes.toString('latin1', 0, 4)).toBe('OggS');
  expect(soundsIn(bytes)).toBeGreaterThan(20);
  expect(durationMs).toBeGreaterThan(350);
  expect(leonor.heard()).toEqual({});
  await leonor.isTold('closed call-ended');
  expect(server.service.stats().calls).toBe(0);
  // Stopped again, it is the same; another call's message can't have it; thrown away, it is gone.
  expect(await recordings.stop(id)).toEqual({ bytes, durationMs });
  await expect(recordings.of('call-2', id)).rejects.toMatchObject({ code: 'not-found', field: 'recordingId' });
  recordings.drop(id);
  expect(() => recordings.get(id)).toThrow(expect.objectContaining({ code: 'not-found' }));
});

it('ends when the caller leaves, and begins anew in place of what was recorded before', async () => {
  const recordings = desk();
  const first = await recordings.begin('call-1');
  const leonor = join(first.ticket);
  await vi.waitFor(() => expect(server.node.recorder.packets).toBeGreaterThan(20), { timeout: 10_000 });
  await leonor.close();
  await vi.waitFor(() => expect(recordings.get(first.id).durationMs).toBeGreaterThan(350));
  const second = await recordings.begin('call-1');
  expect(() => recordings.get(first.id)).toThrow(expect.objectContaining({ code: 'not-found' }));
  await expect(recordings.stop(second.id)).rejects.toMatchObject({ code: 'conflict' });
  expect(server.service.stats().calls).toBe(0);
});

it('ends by itself after three minutes, and is thrown away when nobody sends it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const recordings = desk();
  const { id } = await recordings.begin('call-1');
  // Packets without a browser: time is not real here.
  const open = vi.spyOn(server.service, 'openRecording');
  const { id: spoken } = await recordings.begin('call-2');
  const [, take] = open.mock.calls[0] ?? [];
  for (let index = 0; index < 100; index += 1)
    take?.({ sequenceNumber: index, timestamp: index * 960, payload: Uint8Array.of(0x6c, 1, 2) });
  vi.advanceTimersByTime(LONGEST_RECORDING_MS);
  expect(recordings.get(spoken).durationMs).toBeGreaterThan(1900);
  vi.advanceTimersByTime(10 * 60_000);
  for (const gone of [id, spoken]) expect(() => recordings.get(gone)).toThrow(expect.objectContaining({ code: 'not-found' }));
  expect(server.service.stats().calls).toBe(0);
});

it('a hundred at once are enough', async () => {
  const recordings = desk();
  for (let count = 0; count < 100; count += 1) await recordings.begin(`call-${count}`);
  await expect(recordings.begin('call-100')).rejects.toMatchObject({ code: 'too-many' });
  await recordings.begin('call-7');
  recordings.close();
  expect(server.service.stats().calls).toBe(0);
});

it('nobody else gets into such a room, and nobody into a call as one who records', async () => {
  const { ticket } = await desk().begin('call-1');
  await server.service.openCall('call-9');
  const capabilities = { rtpCapabilities: ROUTER_CAPABILITIES };
  const intruder = await server.ticket({ callId: 'call-9', party: 'recorded' });
  expect(await refusedHandshake(server.url, { ticket: intruder, ...capabilities })).toMatchObject({ code: 'stale-token' });
  expect(await refusedHandshake(server.url, { ticket: `${ticket}x`, ...capabilities })).toMatchObject({ code: 'not-signed-in' });
  server.service.closeCall('call-9');
});

it.each([
  ['a plain one', '806400070000000a000000016c0102', [7, 10, [0x6c, 1, 2]]],
  ['one with sources', '826400070000000a0000000100000001000000026c', [7, 10, [0x6c]]],
  ['one with an extension', '906400070000000a00000001bede0001aaaaaaaa6c05', [7, 10, [0x6c, 5]]],
  ['one with padding', 'a06400070000000a000000016c000002', [7, 10, [0x6c, 0]]],
  ['an empty one', '806400070000000a00000001', null],
  ['one that is cut off', '906400070000000a00000001bede', null],
  ['one of padding alone', 'a06400070000000a0000000103', null],
])('of RTP packets %s is read', (_, hex, read) => {
  const packet = opusIn(Buffer.from(hex, 'hex'));
  expect(packet && [packet.sequenceNumber, packet.timestamp, [...packet.payload]]).toEqual(read);
});
