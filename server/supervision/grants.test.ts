import { expect, test } from 'vitest';
import { assertSupervises, maySupervise, type Supervisor } from './grants.ts';

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
