import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CallShares, type ShareLine } from './call-shares.ts';
import type { openShareSource } from './share-source.ts';
import { NO_SHARES, type SharesSnapshot } from './share-view.ts';

const SCREEN = { producerId: 'p1', from: 'caller', source: 'screen' } as const;
const CONSUMED = {
  consumerId: 'c1',
  producerId: 'p1',
  kind: 'video',
  from: 'caller',
  source: 'screen',
  rtpParameters: {} as never,
} as const;
const TRACK = {} as MediaStreamTrack;

beforeEach(() => vi.stubGlobal('MediaStream', class {}));
afterEach(() => vi.unstubAllGlobals());

class FakeTrack extends EventTarget {
  stop = vi.fn();
}

function setUp({ hasServer = true } = {}) {
  const told: string[] = [];
  let snapshot: SharesSnapshot = NO_SHARES;
  const line: ShareLine = {
    request: vi.fn(async (event, message) => void told.push(`${event} ${Object.values(message).join(' ')}`)),
    send: vi.fn(async (source) => {
      told.push(`send ${source}`);
      return hasServer;
    }),
    stop: vi.fn((source) => void told.push(`stop ${source}`)),
  };
  const track = new FakeTrack();
  const stream = { getVideoTracks: () => [track], getTracks: () => [track] } as unknown as MediaStream;
  const open = vi.fn<typeof openShareSource>(async () => stream);
  const shares = new CallShares(line, (next) => (snapshot = next), open);
  return { shares, told, line, track, open, now: () => snapshot };
}

it('asks for nothing that was only offered, and shows what was asked for', () => {
  const { shares, told, now } = setUp();
  shares.offered(SCREEN);
  expect(now().shares).toEqual([{ ...SCREEN, state: 'offered', stream: null }]);
  expect(told).toEqual([]);
  shares.watch('p1');
  shares.watch('p1');
  expect(told).toEqual(['watch-share p1']);
  expect(now().shares).toMatchObject([{ state: 'opening' }]);
  shares.arrived(CONSUMED, TRACK);
  expect(now().shares).toMatchObject([{ state: 'watching', stream: expect.any(MediaStream) }]);
});

it('watches again by itself what was disturbed or on hold, and not what was ended or turned off', () => {
  const { shares, told } = setUp();
  const again = (producerId: string) => shares.offered({ ...SCREEN, producerId });
  shares.offered(SCREEN);
  shares.watch('p1');
  shares.closed('p1', false);
  again('p2');
  shares.lost();
  again('p3');
  expect(told).toEqual(['watch-share p1', 'watch-share p2', 'watch-share p3']);
  shares.closed('p3', true);
  again('p4');
  shares.watch('p4');
  shares.unwatch('p4');
  shares.closed('p4', false);
  again('p5');
  expect(told.slice(3)).toEqual(['watch-share p4', 'unwatch-share p4']);
});

it('is offered again when the server takes its stream away, or refuses it', async () => {
  const { shares, line, now } = setUp();
  shares.offered(SCREEN);
  shares.watch('p1');
  shares.arrived(CONSUMED, TRACK);
  shares.gone('c1');
  expect(now().shares).toMatchObject([{ state: 'offered', stream: null }]);
  vi.mocked(line.request).mockRejectedValueOnce(new Error('refused'));
  shares.watch('p1');
  await vi.waitFor(() => expect(now().shares).toMatchObject([{ state: 'offered' }]));
});

it('watches at once what it asked for, and says when that was declined', async () => {
  const { shares, told, now } = setUp();
  await shares.ask('screen', 'caller');
  expect(now().sentAsks).toEqual([{ of: 'caller', source: 'screen', state: 'waiting' }]);
  shares.declined('caller', 'screen');
  expect(now().sentAsks).toMatchObject([{ state: 'declined' }]);
  await shares.ask('screen', 'caller');
  shares.offered(SCREEN);
  expect(now().sentAsks).toEqual([]);
  expect(told).toEqual(['ask-share screen caller', 'ask-share screen caller', 'watch-share p1']);
});

it('shares after the browser’s own question, answers those who asked by it, and again after each joining', async () => {
  const { shares, told, now } = setUp();
  shares.asked('agent-7', 'screen');
  shares.asked('agent-7', 'screen');
  expect(now().asks).toEqual([{ from: 'agent-7', source: 'screen' }]);
  await shares.start('screen');
  await shares.start('screen');
  expect(now()).toMatchObject({ asks: [], ownShares: [{ source: 'screen', state: 'on', watchers: [] }] });
  shares.watchers('screen', ['agent-7']);
  shares.lost();
  expect(now().ownShares).toMatchObject([{ state: 'starting', watchers: [] }]);
  shares.joined();
  await vi.waitFor(() => expect(now().ownShares).toMatchObject([{ state: 'on' }]));
  expect(told).toEqual(['send screen', 'send screen']);
});

it('stays in the waiting while there is no connection', async () => {
  const { shares, now } = setUp({ hasServer: false });
  await shares.start('camera');
  expect(now().ownShares).toMatchObject([{ source: 'camera', state: 'starting' }]);
});

it.each<[string, (parts: ReturnType<typeof setUp>) => void]>([
  ['its owner', ({ shares }) => shares.stop('screen')],
  ['the browser’s own button', ({ track }) => track.dispatchEvent(new Event('ended'))],
])('is stopped by %s, once', async (_, stop) => {
  const parts = setUp();
  await parts.shares.start('screen');
  stop(parts);
  stop(parts);
  expect(parts.told).toEqual(['send screen', 'stop screen']);
  expect(parts.track.stop).toHaveBeenCalledTimes(1);
  expect(parts.now().ownShares).toEqual([]);
});

it('gives up what the server refuses, and tells why', async () => {
  const { shares, line, track, now } = setUp();
  vi.mocked(line.send).mockRejectedValueOnce(new Error('too many'));
  await expect(shares.start('screen')).rejects.toThrow('too many');
  expect(now().ownShares).toEqual([]);
  expect(track.stop).toHaveBeenCalled();
});

it('shows nothing when the call has ended while the browser asked', async () => {
  const { shares, told, track } = setUp();
  const started = shares.start('screen');
  shares.close();
  await started;
  expect(told).toEqual([]);
  expect(track.stop).toHaveBeenCalled();
});
