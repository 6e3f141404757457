import { describe, expect, test } from 'vitest';
import { type NodeView, placeFor } from './placement.ts';

const node = (id: string, centerId: string | null = null, more: Partial<NodeView> = {}): NodeView => ({
  ...{ id, centerId, parties: 0, takesRooms: true, isAlive: true },
  ...more,
});
const DEAD = { takesRooms: false, isAlive: false };
const DRAINING = { takesRooms: false };
const [LISBON, TORONTO] = [node('lis', 'lisbon'), node('tor', 'toronto')];
const far = { roundTrips: { lisbon: 20, toronto: 120 } };

describe('while a caller waits', () => {
  test.each<[string, NodeView[], Record<string, number>, string | null]>([
    ['the only node has them', [node('here')], {}, 'here'],
    ['nobody takes them when there is none', [], {}, null],
    ['nobody takes them when all are dead', [node('a', null, DEAD)], {}, null],
    ['the least loaded has them', [node('a', null, { parties: 9 }), node('b', null, { parties: 3 })], {}, 'b'],
    ['of equals always the same has them', [node('b'), node('a')], {}, 'a'],
    ['the nearer one has them, however loaded', [node('lis', 'lisbon', { parties: 90 }), TORONTO], far.roundTrips, 'lis'],
    ['the load decides where paths are alike', [node('lis', 'lisbon', { parties: 9 }), TORONTO], { lisbon: 20, toronto: 50 }, 'tor'],
    ['a node of no center counts as neither near nor far', [node('all'), TORONTO], far.roundTrips, 'all'],
    ['one that drains takes nobody', [node('a', null, DRAINING), node('b', null, { parties: 50 })], {}, 'b'],
  ])('%s', (_, nodes, roundTrips, expected) => {
    expect(placeFor(nodes, { centerId: null, roundTrips }, null)).toBe(expected);
  });

  test('they stay where they are, also when another has become less loaded or their own drains', () => {
    expect(placeFor([node('a', null, { parties: 40 }), node('b')], { centerId: null, roundTrips: {} }, 'a')).toBe('a');
    expect(placeFor([node('a', null, DRAINING), node('b')], { centerId: null, roundTrips: {} }, 'a')).toBe('a');
  });
});

describe('with an agent', () => {
  const ana = { centerId: 'lisbon', ...far };
  test.each<[string, NodeView[], string | null, string | null]>([
    ['the caller is moved to the agent’s center', [LISBON, TORONTO], 'tor', 'lis'],
    ['and stays where they are there already', [LISBON, node('lis-2', 'lisbon')], 'lis-2', 'lis-2'],
    ['also when that one drains', [node('lis', 'lisbon', DRAINING), node('lis-2', 'lisbon')], 'lis', 'lis'],
    ['at its least loaded node', [TORONTO, node('lis', 'lisbon', { parties: 5 }), node('lis-2', 'lisbon')], 'tor', 'lis-2'],
    ['nobody is moved where that center has no node', [TORONTO, node('here')], 'here', 'here'],
    ['nor where its node takes nothing new', [node('lis', 'lisbon', DRAINING), TORONTO], 'tor', 'tor'],
    ['from a dead node they go to any', [node('lis', 'lisbon', DEAD), TORONTO], 'lis', 'tor'],
    ['one node is never left', [node('here')], 'here', 'here'],
  ])('%s', (_, nodes, current, expected) => {
    expect(placeFor(nodes, ana, current)).toBe(expected);
  });
});
