import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AlertRule } from '../../protocol/alerts.ts';
import { fired, look, type RuleState } from './core.ts';

const rule: AlertRule = {
  ...{ id: 'r', name: 'Long line', measure: 'waiting', scope: { kind: 'queue', id: 'sales' }, comparison: 'above', threshold: 5 },
  ...{ forSeconds: 3, centerId: null, sound: true, active: true, createdByName: 'Alex' },
};

/** Looks once a second, with a figure each time; what came of it, and when. */
function run(figures: readonly (number | null)[], change: Partial<AlertRule> = {}): string[] {
  const states = new Map<string, RuleState>();
  const one = { ...rule, ...change };
  return figures.flatMap((figure, second) =>
    look([one], states, () => figure, second * 1000).map(({ kind }) => {
      states.set('r', kind === 'fire' ? fired('a') : { kind: 'quiet', since: null });
      return `${kind} ${second}`;
    }),
  );
}

describe('a rule', () => {
  const cases: [what: string, figures: (number | null)[], change: Partial<AlertRule>, expected: string[]][] = [
    ['fires once it has held for its time', [6, 6, 6, 6, 6, 6], {}, ['fire 3']],
    ['does not fire at its threshold', [5, 5, 5, 5, 5, 5], {}, []],
    ['begins anew after a break', [6, 6, 6, 5, 6, 6, 6, 6], {}, ['fire 7']],
    ['clears once it has been over for as long', [6, 6, 6, 6, 5, 5, 5, 5, 5], {}, ['fire 3', 'clear 7']],
    ['does not clear while it comes back', [6, 6, 6, 6, 5, 5, 6, 5, 5, 6, 5, 5, 5, 5], {}, ['fire 3', 'clear 13']],
    ['fires and clears at once without a time', [5, 6, 5, 6], { forSeconds: 0 }, ['fire 1', 'clear 2', 'fire 3']],
    ['looks the other way when it says below', [6, 4, 4, 4, 4], { comparison: 'below' }, ['fire 4']],
    ['does not fire where there is no figure', [null, null, null, null, null], { comparison: 'below' }, []],
    ['clears when there is no figure any more', [6, 6, 6, 6, null, null, null, null], {}, ['fire 3', 'clear 7']],
    ['that is off does nothing', [6, 6, 6, 6, 6], { active: false }, []],
  ];
  test.each(cases)('%s', (_, figures, change, expected) => {
    expect(run(figures, change)).toEqual(expected);
  });

  test('fires and clears in turn, and never sooner than after its time, whatever the figures are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 4, max: 7 }), { maxLength: 60 }), fc.integer({ min: 0, max: 5 }), (figures, forSeconds) => {
        const came = run(figures, { forSeconds }).map((one) => one.split(' '));
        came.forEach(([kind, second], index) => {
          expect(kind).toBe(index % 2 === 0 ? 'fire' : 'clear');
          const before = figures.slice(Number(second) - forSeconds, Number(second) + 1);
          expect(before.every((figure) => figure > 5 === (kind === 'fire'))).toBe(true);
        });
      }),
    );
  });
});
