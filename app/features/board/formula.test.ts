import { describe, expect, test } from 'vitest';
import { DEFAULT_SWITCHES, type Switches } from '../../../server/protocol/formulas.ts';
import { sayIn } from '../../lib/i18n/testing.ts';
import { levelWords } from './formula.ts';

describe('the formula on screen', () => {
  test.each<[number | null, Partial<Switches>, string]>([
    [20, {}, '= answered within 20 s ÷ (answered + abandoned)'],
    [null, {}, '= answered within each queue’s time ÷ (answered + abandoned)'],
    [20, { shortAbandonSeconds: 10 }, '= answered within 20 s ÷ (answered + abandoned after 10 s or more)'],
    [20, { countElsewhere: true }, '= answered within 20 s ÷ (answered + abandoned or left for something else)'],
    [20, { countAbandons: false, shortAbandonSeconds: 10 }, '= answered within 20 s ÷ answered'],
  ])('of %s s with %j', (seconds, change, text) => {
    expect(sayIn('en')(levelWords(seconds, { ...DEFAULT_SWITCHES, ...change }))).toBe(text);
  });
});
