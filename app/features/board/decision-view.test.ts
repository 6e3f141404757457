import { expect, test } from 'vitest';
import type { Decision } from '../../../server/protocol/board.ts';
import { board } from './board-fixture.ts';
import { decisionView, namesOn } from './decision-view.ts';

const candidate = (agentId: string, score: number) => ({
  agentId,
  centerId: 'lisbon',
  idleMs: 1000,
  measure: 'idle 1 s',
  factor: 0.5,
  score,
});
const standing = { load: 0.5, roundTripMs: 24, dataAgeMs: 400, factor: 0.9, refused: null };
const decision: Decision = {
  at: 5,
  strategy: 'longest-idle',
  chosen: ['ana'],
  why: ['idle longest'],
  candidates: [candidate('joao', 200), candidate('liam', 800), candidate('ana', 600)],
  passedOver: [{ agentId: 'gone', centerId: 'closed', reason: 'in wrap-up' }],
  unnamed: { candidates: 0, passedOver: 3 },
  centers: [
    { centerId: 'lisbon', ...standing },
    { centerId: 'toronto', ...standing, refused: 'closed at this hour' },
  ],
};
const names = namesOn(board);

test('the chosen one comes first, then the best', () => {
  const { candidates, chosenNames } = decisionView(decision, names);
  expect(chosenNames).toEqual(['Ana Ribeiro']);
  expect(candidates.map((one) => [one.agentName, one.chosen, one.share])).toEqual([
    ['Ana Ribeiro', true, 0.75],
    ['Liam O’Connor', false, 1],
    ['João Pinto', false, 0.25],
  ]);
});

test('of several who are chosen the best comes first', () => {
  const { candidates, chosenNames } = decisionView({ ...decision, chosen: ['joao', 'ana'] }, names);
  expect(chosenNames).toEqual(['João Pinto', 'Ana Ribeiro']);
  expect(candidates.map((one) => one.agentId)).toEqual(['joao', 'ana', 'liam']);
});

test('who is not on the board any more keeps the id', () => {
  expect(decisionView(decision, names).passedOver).toEqual([
    { agentId: 'gone', centerId: 'closed', agentName: 'gone', centerName: 'closed', reason: 'in wrap-up' },
  ]);
});

test('what each center’s factor is made of is told by name, and why one could get no offer', () => {
  expect(decisionView(decision, names).centers.map((one) => [one.centerName, one.refused])).toEqual([
    ['Lisbon', null],
    ['Toronto', 'closed at this hour'],
  ]);
});
