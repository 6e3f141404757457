import { describe, expect, test } from 'vitest';
import { safeNext } from '../../lib/auth.ts';
import { WireFailure } from '../../lib/failure.ts';
import { sayIn } from '../../lib/i18n/testing.ts';
import { Credentials, refusalWords } from './sign-in.ts';

const say = sayIn('en');

describe('where sign-in goes afterwards', () => {
  test.each([
    ['/agent', '/agent'],
    ['/supervisor?queue=sales', '/supervisor?queue=sales'],
    [null, null],
    ['', null],
    ['https://other.site/', null],
    ['//other.site/', null],
    ['/\\other.site', null],
    ['/\t/other.site', null],
    ['/login?next=/login', null],
  ])('%j leads to %j', (next, path) => {
    expect(safeNext(next)).toBe(path);
  });
});

test.each([
  ['not-signed-in', /don’t match/],
  ['too-many', /Too many tries/],
  ['unavailable', /can’t be reached/],
  ['forbidden', /switched off/],
  ['internal', /did not work/],
] as const)('%s is said in a plain sentence', (code, words) => {
  expect(say(refusalWords(new WireFailure({ code, message: 'x' })))).toMatch(words);
});

test('an email address with spaces around it is taken', () => {
  expect(Credentials.parse({ email: ' ana@tandem.example ', password: 'x' }).email).toBe('ana@tandem.example');
});
