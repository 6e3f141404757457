import { describe, expect, test } from 'vitest';
import type { WorkstationState } from '../../../server/protocol/workstation.ts';
import { connected, connecting, idle, NOON, offer, wrapup } from './fixtures.ts';
import { lostWords, networkOf, titleOf } from './page-words.ts';
import type { Link } from './view-model.ts';

const UP: Link = { kind: 'up' };
const shell = (key: string, values?: object) => ({ key: `workstation-shell.${key}`, ...(values === undefined ? {} : { values }) });
const at = (state: Partial<WorkstationState>): WorkstationState => ({ ...idle, ...state });

describe('the title of the tab', () => {
  const held = { ...connected, conversation: { ...connected.conversation, heldSince: NOON } };
  test.each<[what: string, link: Link, state: WorkstationState | null, title: object]>([
    ['before the first state', { kind: 'connecting' }, null, shell('title.connecting')],
    [
      'available',
      UP,
      at({ status: { kind: 'available', since: NOON } }),
      shell('title.status', { status: { key: 'common.status.available' }, time: { duration: 5_000 } }),
    ],
    [
      'at lunch',
      UP,
      at({ status: { kind: 'not-ready', code: 'lunch', since: NOON } }),
      shell('title.status', { status: { key: 'common.status.not-ready.lunch' }, time: { duration: 5_000 } }),
    ],
    ['after a missed call', UP, at({ status: { kind: 'missed', since: NOON } }), shell('title.missed')],
    ['with an offer', UP, at({ work: offer }), shell('title.offer', { name: 'Maria' })],
    ['connecting', UP, at({ work: connecting }), shell('title.call-connecting', { name: 'Maria' })],
    ['on hold', UP, at({ work: held }), shell('title.held', { name: 'Maria', time: { duration: 5_000 } })],
    ['lost', { kind: 'lost', since: NOON }, at({ work: connected }), shell('title.lost')],
    ['taken over', { kind: 'taken-over' }, idle, shell('title.taken-over')],
    ['refused', { kind: 'refused' }, idle, shell('title.refused')],
  ])('%s', (_, link, state, title) => {
    expect(titleOf(link, state, NOON + 5_000)).toEqual(title);
  });

  test('counts the talk and the wrap-up, never below nothing', () => {
    expect(titleOf(UP, at({ work: connected }), 0)).toEqual(shell('title.call', { name: 'Maria', time: { duration: 0 } }));
    expect(titleOf(UP, at({ work: wrapup }), wrapup.endedAt + 61_000)).toEqual(
      shell('title.wrapup', { name: 'Maria', time: { duration: 61_000 } }),
    );
  });
});

test.each<[Link, number | null, number, object]>([
  [UP, 38.4, 3, shell('network.good', { ms: 38 })],
  [UP, 150, 2, shell('network.slow', { ms: 150 })],
  [UP, 400, 1, shell('network.very-slow', { ms: 400 })],
  [UP, null, 3, shell('network.connected')],
  [{ kind: 'connecting' }, null, 0, shell('network.connecting')],
  [{ kind: 'lost', since: NOON }, 20, 0, shell('network.none')],
])('the network with %j and %s ms', (link, roundTripMs, bars, words) => {
  expect(networkOf(link, roundTripMs)).toEqual({ bars, words });
});

test.each([
  ['idle', 'none', 'lost.idle'],
  ['offer', 'none', 'lost.offer'],
  ['call', 'connected', 'lost.call'],
  ['call', 'sending', 'lost.call'],
  ['call', 'reconnecting', 'lost.call-silent'],
  ['call', 'connecting', 'lost.call-silent'],
  ['wrapup', 'none', 'lost.wrapup'],
] as const)('a lost connection in %s, audio %s, says what still works', (work, audio, key) => {
  expect(lostWords(work, audio)).toEqual(shell(key));
});
