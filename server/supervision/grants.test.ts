import { expect, test } from 'vitest';
import { assertSupervises, mayClose, mayMove, maySupervise, type Supervisor } from './grants.ts';

const sofia: Supervisor = { id: 's', name: 'Sofia', role: 'supervisor', centerId: 'lisbon', supervises: [] };

test.each([
  ['a supervisor their own center', sofia, 'lisbon', true],
  ['a supervisor no other center', sofia, 'toronto', false],
  ['a supervisor a center that they were granted', { ...sofia, supervises: ['toronto'] }, 'toronto', true],
  ['an administrator every center', { ...sofia, role: 'administrator', centerId: null }, 'toronto', true],
  ['an agent not even their own, whatever was granted', { ...sofia, role: 'agent', supervises: ['lisbon'] }, 'lisbon', false],
] as const)('%s', (_, who, center, may) => {
  expect(maySupervise(who, center)).toBe(may);
  if (!may) expect(() => assertSupervises(who, center)).toThrow('You do not supervise this center.');
});

const ALL = ['lisbon', 'toronto'];
test.each([
  ['of their center, in a queue of all', sofia, null, true, false],
  ['of their center, in a queue of theirs', sofia, ['lisbon'], true, true],
  ['of their center, in a queue of two', sofia, ALL, true, false],
  ['of their center, in another’s queue', sofia, ['toronto'], false, false],
  ['who was granted the other, in a queue of all', { ...sofia, supervises: ['toronto'] }, null, true, true],
  ['of no center, in a queue of all', { ...sofia, centerId: null }, null, false, false],
  ['who is an administrator, in any queue', { ...sofia, role: 'administrator', centerId: null }, null, true, true],
  ['who is an agent, in a queue of all', { ...sofia, role: 'agent' }, null, false, false],
] as const)('what may be done with waiting calls by one %s', (_, who, centers, move, close) => {
  expect([mayMove(who, { centers }), mayClose(who, { centers }, ALL)]).toEqual([move, close]);
});
