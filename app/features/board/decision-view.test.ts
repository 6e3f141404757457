import { expect, test } from 'vitest';
import type { Decision } from '../../../server/protocol/board.ts';
import { board } from './board-fixture.ts';
import { decisionView } from './decision-view.ts';

const candidate = (agentId: string, score: number) => ({ agentId, centerId: 'lisbon', idleMs: 1_000, centerLoad: 0.5, score });
const decision: Decision = {
  at: 5,
  chosen: 'ana',
  why: ['idle longest'],
  candidates: [candidate('joao', 0.2), candidate('liam', 0.9), candidate('ana', 0.7)],
  passedOver: [{ agentId: 'gone', centerId: 'closed', reason: 'in wrap-up' }],
  unnamed: { candidates: 0, passedOver: 3 },
  dataAgeMs: { lisbon: 400, toronto: 700 },
};

test('the chosen one comes first, then the best', () => {
  const { candidates, chosenName } = decisionView(decision, board);
  expect(chosenName).toBe('Ana Ribeiro');
  expect(candidates.map((one) => [one.agentName, one.chosen])).toEqual([
    ['Ana Ribeiro', true],
    ['Liam O’Connor', false],
    ['João Pinto', false],
  ]);
});

test('who is not on the board any more keeps the id', () => {
  expect(decisionView(decision, board).passedOver).toEqual([
    { agentId: 'gone', centerId: 'closed', agentName: 'gone', centerName: 'closed', reason: 'in wrap-up' },
  ]);
});

test('the age of the data is told for each center by name', () => {
  expect(decisionView(decision, board).dataAges).toEqual([
    { centerName: 'Lisbon', ageMs: 400 },
    { centerName: 'Toronto', ageMs: 700 },
  ]);
});
