import { describe, expect, test } from 'vitest';
import { WireFailure } from '../../lib/failure.ts';
import { errorsAt, halfOf, messageAt, placeFailure, sentence } from './form-errors.ts';

test.each([
  ['Name', 'is needed', 'Name is needed.'],
  ['Email', 'is taken by another person', 'Email is taken by another person.'],
  ['Email', 'This address is taken.', 'This address is taken.'],
  ['Email', undefined, undefined],
])('%s, %j: %j', (label, message, whole) => {
  expect(sentence(label, message)).toBe(whole);
});

describe('a server’s refusal', () => {
  const fields = ['name', 'email', 'skills'];
  const refused = (field?: string) =>
    new WireFailure({ code: 'bad-request', message: 'is not right', ...(field === undefined ? {} : { field }) });

  test.each([
    [refused('email'), { kind: 'field', path: 'email', message: 'is not right' }],
    [refused('skills.2.level'), { kind: 'field', path: 'skills.2.level', message: 'is not right' }],
    [refused('color'), { kind: 'form', error: refused('color') }],
    [refused(), { kind: 'form', error: refused() }],
    [new Error('boom'), { kind: 'form', error: new Error('boom') }],
  ])('%# goes where it belongs', (error, placed) => {
    expect(placeFailure(error, fields)).toEqual(placed);
  });
});

test.each([
  [{ message: 'is needed' }, 'is needed'],
  [{ root: { type: 'custom', message: 'names a skill twice' } }, 'names a skill twice'],
  [[undefined, { level: { message: 'x' } }], undefined],
  [undefined, undefined],
])('the message at %j is %j', (error, message) => {
  expect(messageAt(error)).toBe(message);
});

test('a part of a value has its own message, and none where nothing is wrong', () => {
  const errors = { all: [undefined, { any: [{ skillId: { message: 'is needed' } }] }] };
  expect(messageAt(errorsAt(errors, 'all', 1, 'any', 0, 'skillId'))).toBe('is needed');
  expect(messageAt(errorsAt(errors, 'all', 0, 'skillId'))).toBeUndefined();
  expect(messageAt(errors)).toBeUndefined();
});

test.each([
  ['is needed', 'is-needed', {}],
  ['is below 5', 'is-below', { a: '5' }],
  ['is above 100 %', 'is-above-percent', { a: '100' }],
  ['overlaps Monday 09:00 to 12:00', 'overlaps-to', { a: '09:00', b: '12:00' }],
])('the translations of “%s” stand under %s', (message, key, values) => {
  expect(halfOf(message)).toEqual({ key, values });
});
