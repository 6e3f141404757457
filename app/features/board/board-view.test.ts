import { describe, expect, test } from 'vitest';
import { type BoardView, WHOLE_BOARD } from './board-address.ts';
import { board } from './board-fixture.ts';
import { agentRows, callRows, figuresOf, keepSame, queueRows } from './board-view.ts';

const view = (change: Partial<BoardView>): BoardView => ({ ...WHOLE_BOARD, ...change });

describe('the figures', () => {
  test('of the whole board are its totals', () => {
    expect(figuresOf(board, view({}))).toEqual({
      waiting: 1,
      longestSince: 40_000,
      serviceLevel: 0.9,
      serviceLevelSeconds: null,
      abandoned: 1,
      abandonment: 0.1,
      available: 2,
      onCall: 1,
    });
  });

  test('of a queue are its own, also where it has none yet', () => {
    expect(figuresOf(board, view({ queue: 'night' }))).toMatchObject({
      waiting: 0,
      longestSince: null,
      serviceLevel: null,
      serviceLevelSeconds: 60,
      abandonment: null,
      available: 0,
    });
    expect(figuresOf(board, view({ queue: 'sales' }))).toMatchObject({
      serviceLevelSeconds: 20,
      abandonment: 0.1,
      available: 1,
      onCall: 1,
    });
  });

  test('of a center count its agents; waiting callers stand in line for all centers', () => {
    expect(figuresOf(board, view({ center: 'toronto' }))).toMatchObject({ waiting: 1, available: 1, onCall: 0 });
  });
});

describe('the rows', () => {
  test.each<[string, Partial<BoardView>, string[]]>([
    ['all, by name', {}, ['ana', 'joao', 'liam']],
    ['of one center', { center: 'lisbon' }, ['ana', 'joao']],
    ['found without the accent', { find: 'joao' }, ['joao']],
    ['found by a skill', { find: 'portuguese 5' }, ['ana', 'joao']],
    ['found by the caller', { find: 'carla' }, ['ana']],
    ['found by nothing', { find: 'nobody' }, []],
    ['a queue does not narrow them', { queue: 'night' }, ['ana', 'joao', 'liam']],
  ])('agents: %s', (_, change, ids) => {
    expect(agentRows(board, view(change)).map((row) => row.id)).toEqual(ids);
  });

  test.each<[string, Partial<BoardView>, string[]]>([
    ['all, longest here first', {}, ['talk', 'far', 'wait']],
    ['of one center, and those who wait for any', { center: 'lisbon' }, ['talk', 'wait']],
    ['of one queue', { queue: 'night' }, ['far']],
    ['found by the agent', { find: 'liam' }, ['far']],
  ])('calls: %s', (_, change, ids) => {
    expect(callRows(board, view(change)).map((row) => row.id)).toEqual(ids);
  });

  test.each<[string, Partial<BoardView>, string[]]>([
    ['all, by name', {}, ['night', 'sales']],
    ['one', { queue: 'sales' }, ['sales']],
    ['found', { find: 'NIGHT' }, ['night']],
  ])('queues: %s', (_, change, ids) => {
    expect(queueRows(board, view(change)).map((row) => row.id)).toEqual(ids);
  });

  test('an agent’s row tells the call and the strongest skill first', () => {
    const [ana, joao] = agentRows(board, view({}));
    expect(ana).toMatchObject({ centerName: 'Lisbon', callerName: 'Carla', queueName: 'Sales' });
    expect(joao?.skillText).toBe('Portuguese 5, English 3');
  });
});

describe('rows that say the same stay the same objects', () => {
  const before = [
    { id: 'a', n: 1 },
    { id: 'b', n: 1 },
  ];
  test('all of them: so does the list', () => {
    expect(keepSame(before, structuredClone(before))).toBe(before);
  });
  test('one changed: the other is kept', () => {
    const after = keepSame(before, [
      { id: 'a', n: 1 },
      { id: 'b', n: 2 },
    ]);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toEqual({ id: 'b', n: 2 });
  });
  test('one gone', () => {
    expect(keepSame(before, [{ id: 'b', n: 1 }])).toEqual([before[1]]);
  });
});
