import { describe, expect, test } from 'vitest';
import { sayIn } from '../../lib/i18n/testing.ts';
import { passedOverWords } from './passed-over.ts';

describe('why an agent was passed over', () => {
  test.each([
    ['on-call', 'On a call', 'Em chamada'],
    ['not ready: lunch', 'Lunch', 'Almoço'],
    ['no round trip for 12 s', 'no round trip for 12 s', 'sem resposta da estação há 12 s'],
    ['the center has been silent for 11 s', 'the center has been silent for 11 s', 'o centro está calado há 11 s'],
    ['it is closed', 'closed', 'fechado'],
    ['has no French', 'has no French', 'não tem French'],
    ['French 2, needs 4', 'French 2, needs 4', 'French 2, precisa de 4'],
    ['something that nobody wrote down', 'something that nobody wrote down', 'something that nobody wrote down'],
    ['not ready: on-the-moon', 'on-the-moon', 'on-the-moon'],
  ])('“%s” is said in the reader’s language', (reason, english, portuguese) => {
    expect(sayIn('en')(passedOverWords(reason))).toBe(english);
    expect(sayIn('pt')(passedOverWords(reason))).toBe(portuguese);
  });
});
