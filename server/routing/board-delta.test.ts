import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BOARD_TABLES, type Board, type BoardScope } from '../protocol/board.ts';
import { applyDelta, type Numbered } from '../protocol/board-delta.ts';
import { boardAgent, boardCall, boardOf, boardQueue } from '../protocol/board-fixture.ts';
import { changesBetween, deltaFor, narrowed, scopeKey } from './board-delta.ts';

const WHOLE: BoardScope = { sections: ['queues', 'agents', 'calls'], centerIds: null, queueId: null };
const scope = (change: Partial<BoardScope>): BoardScope => ({ ...WHOLE, ...change });
const delta = (before: Board, after: Board, of: BoardScope = WHOLE) => deltaFor(changesBetween(before, after), of);

const waiting = boardCall('c1', { queueId: 'sales' });
const ringing = boardCall('c1', { queueId: 'sales', state: 'offered', centerId: 'lisbon', agentId: 'ana' });

describe('what a dashboard is told', () => {
  const before = boardOf({ queues: [boardQueue('sales'), boardQueue('night')], agents: [boardAgent('ana', 'lisbon')], calls: [waiting] });

  test('is nothing when nothing has changed', () => {
    expect(delta(before, structuredClone({ ...before, now: before.now + 1000 }))).toBeNull();
  });

  test('is new rows whole, of others the fields that differ, and who is gone', () => {
    const carol = boardAgent('carol', 'toronto');
    const after = { ...before, agents: [carol], queues: [boardQueue('sales', { waiting: 2 }), boardQueue('night')] };
    expect(delta(before, after)).toEqual({ agents: { put: [carol], gone: ['ana'] }, queues: { set: [{ id: 'sales', waiting: 2 }] } });
  });

  test('is of totals what differs', () => {
    expect(delta(before, { ...before, totals: { ...before.totals, waiting: 7 } })).toEqual({ totals: { waiting: 7 } });
  });

  test.each<[string, Partial<BoardScope>, object | null]>([
    ['of its center: what waits is for all, then it is gone', { centerIds: ['toronto'] }, { calls: { gone: ['c1'] } }],
    [
      'of the center that has it now',
      { centerIds: ['lisbon'] },
      { calls: { set: [expect.objectContaining({ id: 'c1', state: 'offered' })] } },
    ],
    ['of another queue', { queueId: 'night' }, null],
    ['of its queue', { queueId: 'sales' }, { calls: { set: [expect.objectContaining({ centerId: 'lisbon' })] } }],
    ['without the section', { sections: ['agents'] }, null],
  ])('a call that rings, %s', (_, of, expected) => {
    expect(delta(before, { ...before, calls: [ringing] }, scope(of))).toEqual(expected);
  });

  test('a call that comes back to the line is put whole where it was not seen', () => {
    expect(delta({ ...before, calls: [ringing] }, before, scope({ centerIds: ['toronto'] }))).toEqual({ calls: { put: [waiting] } });
  });
});

test('scopes that cover the same have the same key', () => {
  expect(scopeKey(scope({ sections: ['calls', 'agents', 'calls'], centerIds: ['b', 'a', 'b'] }))).toBe(
    scopeKey(scope({ sections: ['agents', 'calls'], centerIds: ['a', 'b'] })),
  );
  expect(scopeKey(scope({ queueId: 'sales' }))).not.toBe(scopeKey(scope({ centerIds: ['sales'] })));
});

test('a delta that does not follow is not taken', () => {
  const numbered: Numbered = { rev: 4, board: boardOf({}) };
  expect(applyDelta(numbered, { from: 5, rev: 6, now: 1 })).toBeNull();
  expect(applyDelta(numbered, { from: 3, rev: 4, now: 1 })).toBeNull();
  expect(applyDelta(numbered, { from: 4, rev: 4, now: 9 })).toMatchObject({ rev: 4, board: { now: 9 } });
});

test('rows in which nothing has changed stay the same objects', () => {
  const board = boardOf({ agents: [boardAgent('ana', 'lisbon'), boardAgent('rui', 'lisbon')] });
  const next = applyDelta({ rev: 0, board }, { from: 0, rev: 1, now: 1, agents: { set: [{ id: 'ana', reachable: false }] } });
  expect(next?.board.agents[1]).toBe(board.agents[1]);
  expect(next?.board.agents[0]).toEqual({ ...board.agents[0], reachable: false });
  expect(next?.board.queues).toBe(board.queues);
});

describe('a snapshot and the deltas after it', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const center = fc.constantFrom('lisbon', 'toronto');
  const rows = <T extends { id: string }>(row: fc.Arbitrary<T>) => fc.uniqueArray(row, { selector: (one) => one.id, maxLength: 4 });
  const boards = fc
    .record({
      queues: rows(fc.record({ id, waiting: fc.nat(3) }).map(({ id, ...over }) => boardQueue(id, over))),
      agents: rows(
        fc
          .record({ id, center, kind: fc.constantFrom('available' as const, 'missed' as const), since: fc.nat(3) })
          .map((one) => boardAgent(one.id, one.center, { status: { kind: one.kind, since: one.since } })),
      ),
      calls: rows(
        fc
          .record({ id, queueId: fc.constantFrom('a', 'b'), centerId: fc.option(center), position: fc.option(fc.nat(3)) })
          .map(({ id, ...over }) => boardCall(id, over)),
      ),
      waiting: fc.nat(5),
    })
    .map(({ waiting, ...tables }) => boardOf(tables, { waiting }));
  const scopes = fc.record({
    sections: fc.subarray(['queues', 'agents', 'calls'] as const),
    centerIds: fc.option(fc.subarray(['lisbon', 'toronto'], { minLength: 1 })),
    queueId: fc.option(fc.constantFrom('a', 'b')),
  });

  test('are the board as it is, whatever happens and whatever is shown', () => {
    fc.assert(
      fc.property(fc.array(boards, { minLength: 2, maxLength: 6 }), scopes, (history, of) => {
        let known: Numbered = { rev: 0, board: narrowed(history[0] as Board, of) };
        for (const [nth, after] of history.slice(1).entries()) {
          const told = deltaFor(changesBetween(history[nth] as Board, after), of);
          if (told === null) continue;
          const next = applyDelta(known, JSON.parse(JSON.stringify({ from: known.rev, rev: known.rev + 1, now: after.now, ...told })));
          expect(next).not.toBeNull();
          known = next as Numbered;
        }
        expect(sorted(known.board)).toEqual(sorted(narrowed(history.at(-1) as Board, of)));
      }),
    );
  });
});

/** The order of rows means nothing. */
function sorted(board: Board): Board {
  const tables = BOARD_TABLES.map((table) => [table, [...board[table]].sort((a, b) => a.id.localeCompare(b.id))] as const);
  return { ...board, now: 0, ...Object.fromEntries(tables) };
}
