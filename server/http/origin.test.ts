import { expect, test } from 'vitest';
import { isOwnOrigin } from './origin.ts';

test.each([
  ['no page', undefined, 'calls.example', null, true],
  ['a page of the host that was asked', 'https://calls.example', 'calls.example', null, true],
  ['a page of the same host at another port', 'https://calls.example:8443', 'calls.example', null, false],
  ['another site', 'https://evil.example', 'calls.example', null, false],
  ['a site whose name begins like ours', 'https://calls.example.evil.example', 'calls.example', null, false],
  ['a frame without an origin', 'null', 'calls.example', null, false],
  ['our public address, behind a proxy that changes the host', 'https://calls.example', '127.0.0.1:3000', 'https://calls.example', true],
  ['our public address without TLS', 'http://calls.example', '127.0.0.1:3000', 'https://calls.example', false],
])('%s', (_, origin, host, publicUrl, expected) => {
  expect(isOwnOrigin(origin, host, publicUrl)).toBe(expected);
});
