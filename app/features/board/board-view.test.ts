import { describe, expect, test } from 'vitest';
import { type BoardView, WHOLE_BOARD } from './board-address.ts';
import { board } from './board-fixture.ts';
import { agentRows, callRows, figuresOf, keepSame, queueRows, textsToday } from './board-view.ts';

const view = (change: Partial<BoardView>): BoardView => ({ ...WHOLE_BOARD, ...change });

describe('the figures', () => {
  test('of the whole board are those of its queues together', () => {
    expect(figuresOf(board, view({}))).toMatchObject({
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
      asaMs: null,
      mos: null,
      available: 0,
    });
    expect(figuresOf(board, view({ queue: 'sales' }))).toMatchObject({
      serviceLevelSeconds: 20,
      abandonment: 0.1,
      available: 1,
      onCall: 1,
    });
  });

  test('are counted as the switches say', () => {
    const short = { switches: { countAbandons: true, shortAbandonSeconds: 10, countElsewhere: false } } as const;
    expect(figuresOf(board, view(short))).toMatchObject({ serviceLevel: 1, abandoned: 0, abandonment: 0 });
    const none = { switches: { countAbandons: false, shortAbandonSeconds: 0, countElsewhere: false } } as const;
    expect(figuresOf(board, view(none))).toMatchObject({ serviceLevel: 1, abandoned: 1, abandonment: 0.1 });
  });

  test('of text conversations are of the queues in sight, by the same switches', () => {
    const [sales, night] = board.queues;
    if (!sales || !night) throw new Error('The fixture has two queues');
    const none = { abandonedWithin: [0, 0, 0, 0, 0], elsewhere: 0, elsewhereWithin: [0, 0, 0, 0, 0] };
    const texts = { ...none, offered: 5, answered: 3, inTime: 3, abandoned: 1, asaMs: 10_000, handled: 3, ahtMs: 60_000 };
    const two = {
      queues: [
        { ...sales, texts },
        { ...night, texts: { ...texts, answered: 1, inTime: 0, asaMs: 2000, handled: 1, ahtMs: 20_000 } },
      ],
    };
    expect(textsToday(board, view({}))).toBeNull();
    const all = { offered: 10, answered: 4, abandoned: 2, serviceLevel: 3 / 6, asaMs: 8000, ahtMs: 50_000 };
    expect(textsToday(two, view({}))).toEqual(all);
    expect(textsToday(two, view({ queue: 'sales' }))).toMatchObject({ offered: 5, serviceLevel: 3 / 4 });
    const answeredAlone = { ...WHOLE_BOARD.switches, countAbandons: false };
    expect(textsToday(two, view({ switches: answeredAlone }))).toMatchObject({ serviceLevel: 3 / 4 });
  });

  test('of several queues are means by how many calls each had', () => {
    const [sales, night] = board.queues;
    if (!sales || !night) throw new Error('The fixture has two queues');
    const queues = [
      { ...sales, answered: 3, asaMs: 10_000, handled: 1, ahtMs: 60_000, mos: 4, qualitySamples: 30, missedOffers: 2 },
      { ...night, answered: 1, asaMs: 2000, handled: 3, ahtMs: 20_000, mos: 3, qualitySamples: 10, missedOffers: 1 },
    ];
    expect(figuresOf({ ...board, queues }, view({}))).toMatchObject({ asaMs: 8000, ahtMs: 30_000, mos: 3.75, missedOffers: 3 });
  });

  test('of a center and of a team count its agents; waiting callers stand in line for all centers', () => {
    expect(figuresOf(board, view({ center: 'toronto' }))).toMatchObject({ waiting: 1, available: 1, onCall: 0 });
    expect(figuresOf(board, view({ team: 'Morning' }))).toMatchObject({ waiting: 1, available: 0, onCall: 1 });
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
    ['of a team', { team: 'Morning' }, ['ana']],
    ['with a skill', { skill: 'English' }, ['joao']],
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
