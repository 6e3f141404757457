import { expect, test } from 'vitest';
import type { WorkstationState } from '../../../server/protocol/workstation.ts';
import { faviconOf } from './favicon.ts';
import { connected, idle, NOON, offer } from './fixtures.ts';
import type { Link } from './view-model.ts';

const UP: Link = { kind: 'up' };
test.each<[what: string, link: Link, state: WorkstationState | null, hue: string]>([
  ['available', UP, idle, 'available'],
  ['an offer', UP, { ...idle, status: { kind: 'reserved', since: NOON, callId: 'call-1' }, work: offer }, 'on-call'],
  ['a call', UP, { ...idle, status: { kind: 'on-call', since: NOON, callId: 'call-1' }, work: connected }, 'on-call'],
  ['a missed call', UP, { ...idle, status: { kind: 'missed', since: NOON } }, 'missed'],
  ['a lost connection', { kind: 'lost', since: NOON }, idle, 'missed'],
  ['before the first state', { kind: 'connecting' }, null, 'offline'],
  ['taken over', { kind: 'taken-over' }, idle, 'offline'],
])('the dot of the tab for %s', (_, link, state, hue) => {
  expect(faviconOf(link, state)).toBe(hue);
});
