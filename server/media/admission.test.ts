import { expect, it } from 'vitest';
import { Admission } from './admission.ts';

const among = (admission: Admission) => [5, 6, 7, 8].filter((token) => admission.has(token));

it('admits exactly the tokens of the last list, in whatever order they were given out', () => {
  const admission = new Admission();
  expect(among(admission)).toEqual([]);
  admission.replace([7]);
  admission.replace([7, 5]);
  expect(among(admission)).toEqual([5, 7]);
  admission.replace([]);
  expect(among(admission)).toEqual([]);
});

it('never takes back a token that was withdrawn, and leaves those who are in', () => {
  const admission = new Admission();
  admission.replace([6, 7]);
  admission.replace([7]);
  expect(() => admission.replace([8, 6])).toThrow(expect.objectContaining({ code: 'stale-token', field: 'token' }));
  expect(among(admission)).toEqual([7]);
});
