import { describe, expect, test } from 'vitest';
import { WireFailure } from '../../lib/failure.ts';
import { messageAt, placeFailure, sentence, sentenceAt } from './form-errors.ts';

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
    [refused('color'), { kind: 'form', message: 'is not right' }],
    [refused(), { kind: 'form', message: 'is not right' }],
    [new Error('boom'), { kind: 'form', message: 'Something went wrong. Try again.' }],
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
  expect(sentenceAt('Skill 2.1', errors, 'all', 1, 'any', 0, 'skillId')).toBe('Skill 2.1 is needed.');
  expect(sentenceAt('Skill 1', errors, 'all', 0, 'skillId')).toBeUndefined();
  expect(sentenceAt('The list', errors)).toBeUndefined();
});
