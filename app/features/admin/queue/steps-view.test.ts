import { describe, expect, test } from 'vitest';
import { QueueStep, type StepChange } from '../../../../server/protocol/queue.ts';
import { changeOf, inOrder, kindsFor, STEP_KINDS, withStep } from './steps-view.ts';

const need = (skillId: string, level: number) => ({ skillId, level });
const centers = [{ id: 'lisbon' }, { id: 'toronto' }];
const choices = {
  requirement: { all: [need('sales', 1), { any: [need('french', 4), need('french', 2)] }] },
  centers,
  ownCenters: ['lisbon'],
};
const anybody = { requirement: { all: [] }, centers, ownCenters: null };
const raise = (afterSeconds: number): QueueStep => ({ afterSeconds, change: { kind: 'raise-priority', by: 1 } });

describe('a step', () => {
  test('of every kind is one that can be saved', () => {
    for (const kind of STEP_KINDS)
      expect(QueueStep.safeParse({ afterSeconds: 5, change: changeOf(kind, choices) })).toMatchObject({ success: true });
  });

  test('lowers to one below what is asked for, and never below 1', () => {
    const from: StepChange = { kind: 'drop-skill', skillId: 'french' };
    expect(changeOf('lower-level', choices, from)).toEqual({ kind: 'lower-level', skillId: 'french', level: 3 });
    expect(changeOf('lower-level', choices)).toEqual({ kind: 'lower-level', skillId: 'sales', level: 1 });
  });

  test('adds a center that is not there yet', () => {
    expect(changeOf('add-center', choices)).toEqual({ kind: 'add-center', centerId: 'toronto' });
  });

  test('is of a kind that changes something, or as it was', () => {
    expect(kindsFor(choices, 'raise-priority')).toEqual(STEP_KINDS);
    expect(kindsFor(anybody, 'raise-priority')).toEqual(['raise-priority']);
    expect(kindsFor(anybody, 'add-center')).toEqual(['add-center', 'raise-priority']);
  });

  test('comes after the last', () => {
    expect(withStep([], anybody)).toEqual([raise(20)]);
    expect(withStep([raise(50)], choices).at(-1)).toMatchObject({ afterSeconds: 70, change: { kind: 'lower-level', skillId: 'sales' } });
    expect(withStep([raise(Number.NaN)], anybody).at(-1)).toEqual(raise(20));
  });
});

test('steps stand in the order of their times, those without one last', () => {
  const times = (steps: QueueStep[]) => steps.map((step) => step.afterSeconds);
  expect(times(inOrder([raise(40), raise(Number.NaN), raise(10), raise(40)]))).toEqual([10, 40, 40, Number.NaN]);
});
