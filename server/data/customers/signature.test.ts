import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isSigned, REPLAY_WINDOW_SECONDS, type SignedRequest, signatureOf } from './signature.ts';

const SECRET = 'a secret that both sides know';
const request: SignedRequest = {
  method: 'GET',
  path: '/api/customers?email=maria.silva%40example.com',
  timestamp: 1_795_437_000,
  body: '',
};

test('the example in the documents is right', () => {
  const document = readFileSync(path.join(import.meta.dirname, '../../../docs/customer-connector.md'), 'utf8');
  expect(document).toContain(`X-Tandem-Timestamp: ${request.timestamp}`);
  expect(document).toContain(`X-Tandem-Signature: ${signatureOf(SECRET, request)}`);
});

describe('a request', () => {
  const signature = signatureOf(SECRET, request);

  test('is taken as it was signed, for five minutes around', () => {
    for (const by of [-REPLAY_WINDOW_SECONDS, 0, REPLAY_WINDOW_SECONDS])
      expect(isSigned(SECRET, request, signature, request.timestamp + by)).toBe(true);
  });

  test.each<[what: string, change: Partial<SignedRequest>]>([
    ['another method', { method: 'PATCH' }],
    ['another path', { path: '/api/customers?email=rui%40example.com' }],
    ['another body', { body: '{}' }],
    ['another time', { timestamp: request.timestamp + 1 }],
    ['no time', { timestamp: Number.NaN }],
  ])('with %s is not', (_, change) => {
    expect(isSigned(SECRET, { ...request, ...change }, signature, request.timestamp)).toBe(false);
  });

  test.each([-REPLAY_WINDOW_SECONDS - 1, REPLAY_WINDOW_SECONDS + 1])('%d s away is not', (by) => {
    expect(isSigned(SECRET, request, signature, request.timestamp + by)).toBe(false);
  });

  test.each(['', 'v1=', signature.slice(0, -1), signatureOf('another secret', request)])('signed with “%s” is not', (given) => {
    expect(isSigned(SECRET, request, given, request.timestamp)).toBe(false);
  });
});
