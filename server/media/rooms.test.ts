import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { NodeLoad } from '../protocol/nodes.ts';
import type { MediaNode } from './port.ts';
import { MediaRooms } from './rooms.ts';

/** Where rooms are and what nodes are told, without media: nodes that write down what they hear. */

const AT_REST: NodeLoad = { rooms: 0, parties: 0, draining: false };
const PLAN = { tokens: [1], held: [], silenced: [] };
const near = (centerId: string | null, token: number | null = null) => ({ centerId, token, roundTrips: {} });

class FakeNode implements MediaNode {
  readonly said: string[] = [];
  follow = (callId: string, { tokens, listeners }: { tokens: readonly number[]; listeners: readonly unknown[] }) =>
    void this.said.push(`${callId}: ${tokens.join('+')}${listeners.length > 0 ? ', heard' : ''}`);
  close = (callId: string, reason: string) => void this.said.push(`close ${callId}: ${reason}`);
  openEcho = (room: string) => void this.said.push(`echo ${room}`);
  openRecording = (room: string) => void this.said.push(`record ${room}`);
  endAlone = (room: string) => void this.said.push(`end ${room}`);
  load = () => AT_REST;
  /** What it was told since this was asked last. */
  heard = () => this.said.splice(0);
}

let now = 0;
let rooms: MediaRooms;
let moved: string[];
beforeEach(() => {
  vi.useFakeTimers();
  now = 0;
  moved = [];
  rooms = new MediaRooms({ now: () => now, log: { debug() {}, info() {}, warn() {}, error() {} } as never });
  rooms.onMoved((callId) => moved.push(callId));
});
afterEach(() => {
  rooms.shut();
  vi.useRealTimers();
});

const record = (id: string, centerId: string | null) => ({ id, centerId, url: `https://${id}.example` });
const flow = (callId: string, ...parties: string[]) => ({ callId, parties: parties.map((id) => ({ id, heard: true, hears: [] })) });
function link(id: string, ...found: ReturnType<typeof flow>[]) {
  const node = new FakeNode();
  const told = rooms.linked(id, node, { rooms: found, load: AT_REST });
  return { node, told: told.map(({ callId }) => callId) };
}
const placeOf = (callId: string) => rooms.placeOf(callId)?.id ?? null;
const inRoom = (id: string, callId: string, ...parties: string[]) => rooms.take(id, { kind: 'flow', ...flow(callId, ...parties) });

function two() {
  rooms.register([record('lisbon-1', 'lisbon'), record('toronto-1', 'toronto')]);
  return { lisbon: link('lisbon-1').node, toronto: link('toronto-1').node };
}

describe('a move', () => {
  test('the new place is told first, and the old one closes once all who were there have come', () => {
    const { lisbon, toronto } = two();
    rooms.place('c', near(null));
    rooms.follow('c', { ...PLAN, tokens: [] });
    expect([placeOf('c'), lisbon.heard()]).toEqual(['lisbon-1', ['c: ']]);
    inRoom('lisbon-1', 'c', 'caller');
    rooms.place('c', near('toronto', 1));
    rooms.follow('c', PLAN);
    expect([placeOf('c'), toronto.heard(), lisbon.heard()]).toEqual(['toronto-1', ['c: 1'], []]);
    inRoom('toronto-1', 'c', 'agent-1');
    expect(lisbon.heard()).toEqual([]);
    inRoom('toronto-1', 'c', 'agent-1', 'caller');
    expect(lisbon.heard()).toEqual(['close c: moved']);
  });

  test('who was sent on is not waited for at the new place', () => {
    const { lisbon } = two();
    rooms.place('c', near('lisbon', 1));
    rooms.follow('c', PLAN);
    inRoom('lisbon-1', 'c', 'caller', 'agent-1');
    lisbon.heard();
    rooms.place('c', near('toronto', 2));
    rooms.follow('c', { ...PLAN, tokens: [] });
    inRoom('toronto-1', 'c', 'caller');
    expect(lisbon.heard()).toEqual(['close c: moved']);
  });

  test('whoever does not come is waited for no longer than ten seconds; whoever is moved back goes on where they were', () => {
    const { lisbon, toronto } = two();
    rooms.place('c', near(null));
    inRoom('lisbon-1', 'c', 'caller');
    rooms.place('c', near('toronto', 1));
    rooms.place('c', near('lisbon', 2));
    vi.advanceTimersByTime(10_000);
    expect([placeOf('c'), lisbon.heard(), toronto.heard()]).toEqual(['lisbon-1', [], ['close c: moved']]);
  });

  test('the same agent moves nobody, whatever else changes; what an old place says counts no more', () => {
    const { lisbon } = two();
    rooms.place('c', near('lisbon', 1));
    rooms.place('c', near('toronto', 1));
    expect(placeOf('c')).toBe('lisbon-1');
    const told: string[] = [];
    rooms.onEvent((event) => told.push(event.callId));
    inRoom('toronto-1', 'c', 'caller');
    expect(told).toEqual([]);
    rooms.close('c');
    expect([lisbon.heard(), placeOf('c')]).toEqual([['close c: call-ended'], null]);
  });
});

describe('after a start', () => {
  test('what a node has stays there and is told whole; what none has claimed gets a place after three seconds', () => {
    rooms.register([record('lisbon-1', 'lisbon'), record('toronto-1', 'toronto')]);
    for (const callId of ['talking', 'lost']) {
      rooms.reopen(callId, near('toronto', 1));
      rooms.follow(callId, PLAN);
    }
    rooms.setListeners('talking', [{ id: 'supervisor-1', heardBy: 'nobody' }]);
    const { told } = link('lisbon-1', flow('talking', 'caller'), flow('over', 'caller'));
    expect([told, moved, placeOf('talking'), placeOf('lost')]).toEqual([['talking'], ['talking'], 'lisbon-1', null]);
    vi.advanceTimersByTime(3000);
    expect([placeOf('lost'), moved]).toEqual(['lisbon-1', ['talking', 'lost']]);
  });

  test('once all nodes are there nobody is waited for', () => {
    rooms.register([record('lisbon-1', 'lisbon')]);
    rooms.reopen('lost', near(null));
    rooms.follow('lost', PLAN);
    expect([link('lisbon-1').told, placeOf('lost'), moved]).toEqual([['lost'], 'lisbon-1', ['lost']]);
  });

  test('without nodes on other machines everything has its place at once', () => {
    rooms.nodes.addHere(new FakeNode());
    rooms.reopen('c', near(null));
    expect([placeOf('c'), moved]).toEqual(['here', []]);
  });
});

describe('a node that is gone', () => {
  test('one that closes its link has a second to be back; then its conversations are elsewhere', () => {
    const { lisbon, toronto } = two();
    rooms.place('c', near('lisbon', 1));
    rooms.follow('c', PLAN);
    rooms.unlinked('lisbon-1', lisbon, false);
    vi.advanceTimersByTime(900);
    expect(placeOf('c')).toBe('lisbon-1');
    vi.advanceTimersByTime(100);
    expect([placeOf('c'), moved, toronto.heard()]).toEqual(['toronto-1', ['c'], ['c: 1']]);
    // It was not dead after all: what it has is another's now.
    const back = link('lisbon-1', flow('c', 'caller'));
    expect([back.told, back.node.heard()]).toEqual([[], ['close c: moved']]);
  });

  test('one whose whole center can’t be reached keeps its conversations, but gets no new ones', () => {
    const { lisbon } = two();
    let isCut = true;
    rooms.cutWhen(() => isCut);
    rooms.place('c', near('lisbon', 1));
    rooms.unlinked('lisbon-1', lisbon, true);
    vi.advanceTimersByTime(60_000);
    rooms.place('new', near('lisbon', 2));
    expect([placeOf('c'), placeOf('new'), moved]).toEqual(['lisbon-1', 'toronto-1', []]);
    isCut = false;
    vi.advanceTimersByTime(1000);
    expect([placeOf('c'), moved]).toEqual(['toronto-1', ['c']]);
  });

  test('silent for five seconds, or draining, it gets nothing new; without any node calls wait for one', () => {
    two();
    now = 5001;
    rooms.place('c', near(null));
    expect(placeOf('c')).toBeNull();
    expect(() => rooms.openEcho('echo', null, 1, () => {})).toThrow(expect.objectContaining({ code: 'unavailable' }));
    rooms.follow('c', PLAN);
    rooms.nodes.heard('toronto-1', { ...AT_REST, draining: true });
    const { told } = link('lisbon-1');
    expect([told, moved]).toEqual([['c'], ['c']]);
  });

  test('taken off the list, it keeps nothing', () => {
    two();
    rooms.place('c', near('lisbon', 1));
    rooms.register([record('toronto-1', 'toronto')]);
    expect([placeOf('c'), moved]).toEqual(['toronto-1', ['c']]);
  });
});
