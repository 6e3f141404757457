import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import { expect, test } from 'vitest';
import { CLIENT_ADDRESS_HEADER } from '../http/addresses.ts';
import { openVouching } from '../http/vouching.ts';
import { hashKey } from '../sockets/keys.ts';
import { believeCenter, believeCenters, centerHeaders } from './word.ts';

const KEY = 'the link key of Lisbon';
const hashesOf = async (centerId: string) => (centerId === 'lisbon' ? [hashKey(KEY)] : []);
const vouching = openVouching({ key: Buffer.alloc(32, 7), now: () => 1000 });
const isAgentOf = async (agentId: string, centerId: string) => `${agentId} ${centerId}` === 'ana lisbon';
const believes = (asked: IncomingMessage) => believeCenter(asked, { hashesOf, isAgentOf, vouching });
const request = (url: string, headers: Record<string, string>) =>
  ({ url, headers, rawHeaders: Object.entries(headers).flat() }) as unknown as IncomingMessage;

test.each([
  ['by its link key', { centerId: 'lisbon', key: KEY }, '/api/widget/topics', '203.0.113.9', true],
  ['not by another key', { centerId: 'lisbon', key: `${KEY} ` }, '/api/widget/topics', '203.0.113.9', false],
  ['not in another center’s name', { centerId: 'toronto', key: KEY }, '/api/widget/topics', '203.0.113.9', false],
  ['for callers alone', { centerId: 'lisbon', key: KEY }, '/api/health', '127.0.0.1', false],
  ['for an address', { centerId: 'lisbon', key: KEY }, '/api/widget/topics', 'nobody', false],
] as const)('a center is believed for whom it asks %s', async (_, word, url, address, isBelieved) => {
  const headers = centerHeaders(word, address);
  const asked = request(url, { ...headers });
  expect(await believes(asked)).toBe(isBelieved);
  expect(asked.headers[CLIENT_ADDRESS_HEADER]).toBe(isBelieved ? address : undefined);
  if (url === '/api/health') return;
  const handshake = { address: '198.51.100.1', headers: { ...headers, 'x-forwarded-for': '192.0.2.1' } };
  let isLetOn = false;
  await believeCenters(hashesOf)({ handshake } as unknown as Socket, () => {
    isLetOn = true;
  });
  expect([isLetOn, handshake.address]).toEqual([true, isBelieved ? address : '198.51.100.1']);
});

test.each([
  ['its own agents', 'ana', '/api/messages', true],
  ['nobody else', 'david', '/api/messages', false],
  ['what they do in their own name alone', 'ana', '/api/admin/people', false],
] as const)('a center is believed that somebody is signed in there: %s', async (_, agentId, url, isBelieved) => {
  const asked = request(url, { ...centerHeaders({ centerId: 'lisbon', key: KEY }, '203.0.113.9', agentId), cookie: 'tandem=somebody' });
  expect(await believes(asked)).toBe(isBelieved);
  expect(vouching.userIn(asked.headers.cookie)).toBe(isBelieved ? agentId : null);
});

test('what this server vouches for is good for a minute, and made by nobody else', () => {
  const cookie = vouching.cookieFor('ana');
  expect(vouching.userIn(cookie)).toBe('ana');
  expect(openVouching({ key: Buffer.alloc(32, 7), now: () => 61_001 }).userIn(cookie)).toBeNull();
  expect(openVouching({ key: Buffer.alloc(32, 8), now: () => 1000 }).userIn(cookie)).toBeNull();
  expect(vouching.userIn(undefined)).toBeNull();
});
