import { describe, expect, test } from 'vitest';
import { clientAddress, countedAs, isFromThisMachine, proxyList } from './addresses.ts';

const proxies = proxyList([
  { address: '127.0.0.1', prefix: 32 },
  { address: '10.0.0.0', prefix: 8 },
  { address: '2001:db8:ffff::', prefix: 48 },
]);

describe('the client’s address', () => {
  test.each([
    ['a direct connection', '203.0.113.9', undefined, '203.0.113.9'],
    ['a stranger who claims to be somebody else', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['behind one proxy', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['behind two proxies', '127.0.0.1', '203.0.113.9, 10.1.2.3', '203.0.113.9'],
    ['behind a proxy, with claims of its own left of what the proxy added', '10.0.0.1', '1.1.1.1, 10.9.9.9, 203.0.113.9', '203.0.113.9'],
    ['a proxy that asks for itself', '10.0.0.1', undefined, '10.0.0.1'],
    ['nothing but proxies', '127.0.0.1', '10.0.0.2, 10.0.0.1', '10.0.0.2'],
    ['nonsense, where the nearest known counts', '127.0.0.1', '203.0.113.9, unknown, 10.0.0.1', '10.0.0.1'],
    ['an empty header', '127.0.0.1', '', '127.0.0.1'],
    ['with a port', '127.0.0.1', '203.0.113.9:4711', '203.0.113.9'],
    ['IPv6 with brackets and port', '127.0.0.1', '[2001:DB8:0:0::7]:4711', '2001:db8::7'],
    ['IPv6 behind a range of proxies', '2001:db8:ffff:1::1', '2001:db8:1::7', '2001:db8:1::7'],
    ['a proxy whose IPv4 address came mapped into IPv6', '::ffff:127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['a client mapped into IPv6', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['a link-local address with its zone', 'fe80::1%eth0', undefined, 'fe80::1'],
    ['a connection that is gone', undefined, '203.0.113.9', ''],
  ])('%s', (_, peer, forwardedFor, expected) => {
    expect(clientAddress(peer, { 'x-forwarded-for': forwardedFor }, proxies)).toBe(expected);
  });

  test('without trusted proxies nobody’s word counts, this machine’s neither', () => {
    expect(clientAddress('127.0.0.1', { 'x-forwarded-for': '203.0.113.9' }, proxyList([]))).toBe('127.0.0.1');
  });
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
  ['2001:db8:1:2::', '2001:db8:1:2::/64'],
  ['', ''],
])('%s counts as %s', (address, expected) => {
  expect(countedAs(address)).toBe(expected);
});

test.each([
  ['this machine', { host: '127.0.0.1:3000' }, '127.0.0.1', true],
  ['this machine by name', { host: 'localhost:3000' }, '127.0.0.1', true],
  ['this machine by IPv6', { host: '[::1]:3000' }, '::1', true],
  ['another machine', { host: '127.0.0.1:3000' }, '203.0.113.9', false],
  ['a proxy on this machine', { host: '127.0.0.1:3000', 'x-forwarded-for': '203.0.113.9' }, '127.0.0.1', false],
  ['a proxy that says so otherwise', { host: '127.0.0.1:3000', via: '1.1 proxy' }, '127.0.0.1', false],
  ['a proxy that only keeps the host', { host: 'calls.example.com' }, '127.0.0.1', false],
  ['no host', {}, '127.0.0.1', false],
])('a request from %s', (_, headers, address, expected) => {
  expect(isFromThisMachine(new Headers({ ...headers, 'x-tandem-client-address': address }))).toBe(expected);
});
