import { expect, test } from 'vitest';
import { leadsElsewhere, placeOf } from './ticket-place.ts';

const ticket = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
const LISBON = { callId: 'maria-ção', party: 'caller', node: 'lisbon-1', url: 'https://media.lisbon.example' };

test.each([
  ['one that names a media server', ticket(LISBON), { node: 'lisbon-1', url: 'https://media.lisbon.example' }],
  ['one that names none', ticket({ callId: 'c', party: 'caller' }), { node: null, url: null }],
  ['what names it by something else', ticket({ node: 7, url: {} }), { node: null, url: null }],
  ['what holds nothing', ticket(null), { node: null, url: null }],
  ['what is no ticket', 'ticket-1', { node: null, url: null }],
  ['nothing', '', { node: null, url: null }],
])('of %s the place is read', (_, given, expected) => {
  expect(placeOf(given)).toEqual(expected);
});

test('a ticket that was made anew leads to the same place; one of another server does not', () => {
  expect(leadsElsewhere(ticket({ ...LISBON, iat: 2 }), ticket({ ...LISBON, iat: 1 }))).toBe(false);
  expect(leadsElsewhere(ticket({ ...LISBON, node: 'lisbon-2' }), ticket(LISBON))).toBe(true);
  expect(leadsElsewhere(ticket(LISBON), 'ticket-1')).toBe(true);
});
