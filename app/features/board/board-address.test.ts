import { describe, expect, test } from 'vitest';
import { DEFAULT_SWITCHES } from '../../../server/protocol/formulas.ts';
import { type BoardView, isFiltered, readView, WHOLE_BOARD, writeView } from './board-address.ts';

const columns = { queues: ['queue', 'waiting'], agents: ['agent', 'status'], calls: ['caller', 'duration'] };
const sorted: BoardView = {
  center: 'lisbon',
  queue: 'sales-pt',
  skill: 'Portuguese',
  team: 'Morning',
  find: 'ana & rui',
  switches: { countAbandons: false, shortAbandonSeconds: 10, countElsewhere: true },
  open: { agent: 'a-1' },
  sort: { queues: { column: 'waiting', descending: true }, agents: null, calls: { column: 'caller', descending: false } },
  trend: 'level',
};

describe('the view in the address', () => {
  test.each<[string, BoardView]>([
    ['the whole board', WHOLE_BOARD],
    ['filtered and sorted', sorted],
    ['with a call open', { ...WHOLE_BOARD, open: { call: 'c-1' } }],
  ])('%s comes back as it was sent', (_, view) => {
    expect(readView(writeView(view), columns)).toEqual(view);
  });

  test('the whole board needs no query', () => {
    expect(writeView(WHOLE_BOARD)).toBe('');
  });

  test.each(['?short=7', '?short=', '?abandons=perhaps'])('%s counts as it does at first', (search) => {
    expect(readView(search, columns).switches).toEqual(DEFAULT_SWITCHES);
  });

  test.each([
    ['?agents=nonsense', null],
    ['?agents=-', null],
    ['?agents=-status', { column: 'status', descending: true }],
    ['?agents=status', { column: 'status', descending: false }],
  ])('%s sorts the agents by %j', (search, sort) => {
    expect(readView(search, columns).sort.agents).toEqual(sort);
  });
});

test.each([
  [WHOLE_BOARD, false],
  [{ ...WHOLE_BOARD, find: '  ' }, false],
  [{ ...WHOLE_BOARD, find: 'a' }, true],
  [{ ...WHOLE_BOARD, center: 'lisbon' }, true],
  [{ ...WHOLE_BOARD, team: 'Morning' }, true],
  [{ ...WHOLE_BOARD, skill: 'French' }, true],
])('filtered %#: %j', (view, filtered) => {
  expect(isFiltered(view)).toBe(filtered);
});
