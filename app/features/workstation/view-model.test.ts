import { describe, expect, test } from 'vitest';
import { type AgentStatus, END_REASONS, NOT_READY_CODES } from '../../../server/protocol/common.ts';
import { idle, NOON } from './fixtures.ts';
import { chosenOf, columnFor, endWords, holdsFromCallEnd, maySignOut, pageWords, STATUS_CHOICES } from './view-model.ts';

const onCall: AgentStatus = { kind: 'on-call', since: NOON, callId: 'call-1' };
const reserved: AgentStatus = { kind: 'reserved', since: NOON, callId: 'call-1' };
const inWrapup: AgentStatus = { kind: 'wrapup', since: NOON, callId: 'call-1' };
const missed: AgentStatus = { kind: 'missed', since: NOON };

describe('the status menu', () => {
  test('offers available and every not-ready code', () => {
    expect(STATUS_CHOICES).toEqual(['available', ...NOT_READY_CODES]);
  });

  test.each<[AgentStatus, { chosen: string | null; later: boolean; signOut: boolean }]>([
    [idle.status, { chosen: 'available', later: false, signOut: true }],
    [
      { kind: 'not-ready', code: 'meeting', since: NOON },
      { chosen: 'meeting', later: false, signOut: true },
    ],
    [
      { kind: 'offline', since: NOON },
      { chosen: null, later: false, signOut: true },
    ],
    [missed, { chosen: null, later: false, signOut: true }],
    [reserved, { chosen: null, later: true, signOut: true }],
    [onCall, { chosen: null, later: true, signOut: false }],
    [inWrapup, { chosen: null, later: true, signOut: false }],
  ])('%j', (status, { chosen, later, signOut }) => {
    expect(chosenOf(status)).toBe(chosen);
    expect(holdsFromCallEnd(status)).toBe(later);
    expect(maySignOut(status)).toBe(signOut);
  });
});

test.each([
  ['https://shop.example/cart?x=1', '/cart'],
  ['https://shop.example/', 'shop.example'],
  ['checkout', 'checkout'],
  ['', null],
  [null, null],
])('the page %j is said as %j', (page, words) => {
  expect(pageWords(page)).toBe(words);
});

describe('on a phone', () => {
  test.each([
    ['customer', 'idle', 'offer', 'call'],
    ['customer', 'call', 'wrapup', 'call'],
    ['customer', 'offer', 'call', 'customer'],
    ['next', 'wrapup', 'idle', 'next'],
    ['customer', 'offer', 'offer', 'customer'],
  ] as const)('with %s in front, %s to %s shows %s', (shown, before, after, front) => {
    expect(columnFor(shown, before, after)).toBe(front);
  });
});

test('every end of a call has words of its own', () => {
  expect(new Set(END_REASONS.map((reason) => endWords(reason).key)).size).toBe(END_REASONS.length);
});
