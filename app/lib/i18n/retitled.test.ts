import { expect, test } from 'vitest';
import { retitled } from './retitled.ts';

const en = { skills: 'Skills', shop: 'Slow Morning: coffee gear', start: 'Tandem' };
const pt = { skills: 'Competências', shop: 'Slow Morning: material para café', start: 'Tandem' };

test.each([
  ['Skills · Tandem', 'Competências · Tandem'],
  ['Slow Morning: coffee gear', 'Slow Morning: material para café'],
  ['Tandem', 'Tandem'],
  ['Call from Maria Silva · Tandem', 'Call from Maria Silva · Tandem'],
])('“%s” becomes “%s”', (title, other) => {
  expect(retitled(title, en, pt)).toBe(other);
});
