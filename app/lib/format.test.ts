import { expect, test } from 'vitest';
import { age, duration, languageName, percent, plural } from './format.ts';

test.each([
  [0, '0:00'],
  [999, '0:00'],
  [61_000, '1:01'],
  [3_599_999, '59:59'],
  [3_600_000, '1:00:00'],
  [-5, '0:00'],
])('%i ms is %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test.each([
  [30_000, 'just now'],
  [12 * 60_000, '12 min ago'],
  [3 * 3_600_000, '3 h ago'],
  [30 * 3_600_000, 'yesterday'],
  [120 * 3_600_000, '5 days ago'],
  [-10_000, 'just now'],
])('%i ms before now is %s', (ms, text) => {
  expect(age(1e12 - ms, 1e12)).toBe(text);
});

test('what is not known is a dash', () => {
  expect(percent(null)).toBe('–');
  expect(percent(0.864)).toBe('86 %');
});

test('a language that nobody knows stays as it is', () => {
  expect(languageName('pt')).toBe('Portuguese');
  expect(languageName('not a tag')).toBe('not a tag');
});

test('one is not many', () => {
  expect([plural(1, 'call'), plural(2, 'call'), plural(0, 'query', 'queries')]).toEqual(['1 call', '2 calls', '0 queries']);
});
