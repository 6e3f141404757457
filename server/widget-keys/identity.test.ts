import { readFileSync } from 'node:fs';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { BadIdentity, callerOf, verifyIdentity } from './identity.ts';

const NOW = Date.UTC(2026, 0, 5, 12);
const SECRET = 'a-secret-of-thirty-two-signs-ok!';
const seconds = (at: number) => Math.floor(at / 1000);
const CLAIMS = { sub: 'c-7', name: 'Maria Silva', email: 'maria@shop.example', iat: seconds(NOW), exp: seconds(NOW) + 300 };
const signed = (claims: object, secret = SECRET, alg = 'HS256') =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));
const why = (token: string, secrets = [SECRET]) =>
  verifyIdentity(token, secrets, NOW).then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof BadIdentity)) throw error;
      expect(error.toWire()).toMatchObject({ code: 'forbidden', field: 'identity' });
      return error.message.includes('too old') ? 'too old' : 'not good';
    },
  );

describe('an identity token', () => {
  test('names who is signed in at the site', async () => {
    expect(await verifyIdentity(await signed(CLAIMS), [SECRET], NOW)).toEqual({
      sub: 'c-7',
      name: 'Maria Silva',
      email: 'maria@shop.example',
    });
    const without = await verifyIdentity(await signed({ ...CLAIMS, email: undefined, centers: ['lisbon'] }), [SECRET], NOW);
    expect(without).toEqual({ sub: 'c-7', name: 'Maria Silva', centers: ['lisbon'] });
  });
  test('may be signed with the secret of before, for as long as the key knows it', async () => {
    expect(await why(await signed(CLAIMS, 'the-old-secret'), [SECRET, 'the-old-secret'])).toBe(null);
    expect(await why(await signed(CLAIMS, 'the-old-secret'))).toBe('not good');
  });
  test.each([
    ['ten minutes', { exp: CLAIMS.iat + 600 }, null],
    ['more than ten minutes', { exp: CLAIMS.iat + 601 }, 'not good'],
    ['a clock that is a little ahead', { iat: CLAIMS.iat + 20, exp: CLAIMS.exp }, null],
    ['a clock that is far ahead', { iat: CLAIMS.iat + 120, exp: CLAIMS.exp }, 'not good'],
    ['one that has just expired', { iat: CLAIMS.iat - 60, exp: CLAIMS.iat - 20 }, null],
    ['one that has expired', { iat: CLAIMS.iat - 300, exp: CLAIMS.iat - 60 }, 'too old'],
    ['no time of its end', { exp: undefined }, 'not good'],
    ['no time of its beginning', { iat: undefined }, 'not good'],
    ['nobody', { sub: undefined }, 'not good'],
    ['no name', { name: undefined }, 'not good'],
    ['a name with NUL', { name: 'M\u0000' }, 'not good'],
    ['an address that is none', { email: 'maria' }, 'not good'],
    ['an id that is too long', { sub: 'x'.repeat(65) }, 'not good'],
    ['an id that is no text', { sub: 7 }, 'not good'],
  ])('with %s', async (_, change, expected) => expect(await why(await signed({ ...CLAIMS, ...change }))).toBe(expected));
  test('that is forged is refused', async () => {
    expect(await why(await signed(CLAIMS, 'guessed'))).toBe('not good');
    expect(await why(new UnsecuredJWT({ ...CLAIMS }).encode())).toBe('not good');
    expect(await why(await signed(CLAIMS, SECRET.repeat(2), 'HS512'), [SECRET.repeat(2)])).toBe('not good');
    const [head, , mark] = (await signed(CLAIMS)).split('.');
    const other = Buffer.from(JSON.stringify({ ...CLAIMS, sub: 'c-1' })).toString('base64url');
    expect(await why(`${head}.${other}.${mark}`)).toBe('not good');
    for (const nothing of ['', 'x', 'a.b.c', '..', `${head}..${mark}`]) expect(await why(nothing)).toBe('not good');
    expect(await why(await signed(CLAIMS), [])).toBe('not good');
  });
});

test('the token that docs/widget.md makes in Node is good', async () => {
  const [, code = ''] = /```js\n(import \{ createHmac.*?)```/s.exec(readFileSync('docs/widget.md', 'utf8')) ?? [];
  const documented: { identityToken: (person: object, secret: string) => string } = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
  );
  const token = documented.identityToken({ id: 'c-7', name: 'Maria é', email: 'm@shop.example' }, SECRET);
  expect(await verifyIdentity(token, [SECRET], Date.now())).toEqual({ sub: 'c-7', name: 'Maria é', email: 'm@shop.example' });
});

test('what was typed does not stand against the site’s own word', () => {
  const said = { name: 'Admin', email: 'boss@shop.example', customerId: 'c-1', page: '/cart', question: 'Hello', context: { a: 1 } };
  expect(callerOf(said, null)).toEqual(said);
  expect(callerOf(said, { sub: 'c-7', name: 'Maria', centers: ['lisbon'] })).toEqual({
    ...{ ...said, name: 'Maria', email: null, customerId: 'c-7' },
    ...{ verified: true, verifiedIn: ['lisbon'] },
  });
});
