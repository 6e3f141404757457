import { expect, test } from 'vitest';
import { matches } from './matches.ts';

test.each([
  ['', true],
  ['  ', true],
  ['joao lisbon', true],
  ['JOÃO', true],
  ['joao toronto', false],
])('%j is found: %j', (find, found) => {
  expect(matches(find, ['João Pinto', null, 'Lisbon'])).toBe(found);
});
