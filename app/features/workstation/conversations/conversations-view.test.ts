import { expect, test } from 'vitest';
import type { CallText } from '../../../../server/protocol/texts.ts';
import type { WorkstationState } from '../../../../server/protocol/workstation.ts';
import { emptyLog, textLog } from '../../../lib/texts/text-log.ts';
import { connected, idle, offer, wrapup } from '../fixtures.ts';
import { inHandOf, longestWaiting, nextConversation, offerOf, shownOf, summaryOf } from './conversations-view.ts';

const text = (callId: string) => ({ ...connected, channel: 'text' as const, callId });
const state = (change: Partial<WorkstationState>): WorkstationState => ({ ...idle, ...change });
const three = state({ texts: [text('a'), { ...wrapup, channel: 'text', callId: 'b' }, text('c')] });

test.each<[what: string, of: WorkstationState, chosen: string | null, shown: string]>([
  ['nothing in hand', idle, null, 'idle'],
  ['an offer alone', state({ texts: [{ ...offer, channel: 'text' }] }), null, offer.callId],
  ['the oldest of several', three, null, 'a'],
  ['the one that was chosen', three, 'c', 'c'],
  ['the next when the chosen one is over', three, 'gone', 'a'],
  ['the call before texts', { ...three, work: connected }, null, connected.callId],
  ['a text beside a call, when chosen', { ...three, work: connected }, 'b', 'b'],
  ['what is in hand before what rings', state({ work: offer, texts: [text('a')] }), null, 'a'],
])('in the middle: %s', (_, of, chosen, shown) => {
  const work = shownOf(of, chosen);
  expect(work.kind === 'idle' ? 'idle' : work.callId).toBe(shown);
});

test('an offer is found whichever channel it is of, and is not in hand', () => {
  const ringing = state({ work: connected, texts: [text('a'), { ...offer, channel: 'text', callId: 'new' }] });
  expect(offerOf(ringing)?.callId).toBe('new');
  expect(inHandOf(ringing).map(({ callId }) => callId)).toEqual([connected.callId, 'a']);
  expect(offerOf(three)).toBeNull();
});

const said = (seq: number, from: string, at: number) => ({ seq, at, from, name: from, text: `${seq}`, id: `id-${seq}` });
const logOf = (...texts: CallText[]) => textLog(emptyLog('agent-1'), { type: 'received', texts });

test.each([
  ['nobody has written', logOf(), { unread: 0, waitingSince: null, last: null }],
  ['the customer has, twice', logOf(said(1, 'caller', 10), said(2, 'caller', 20)), { unread: 2, waitingSince: 10, last: '2' }],
  ['they were answered', logOf(said(1, 'caller', 10), said(2, 'agent-1', 20)), { unread: 1, waitingSince: null, last: '2' }],
  [
    'a supervisor has written to the agent alone',
    logOf(said(1, 'caller', 10), { ...said(2, 'supervisor-s', 20), to: 'agent-1' }),
    { unread: 2, waitingSince: 10, last: '2' },
  ],
  [
    'they asked again',
    logOf(said(1, 'caller', 10), said(2, 'agent-1', 20), said(3, 'caller', 30), said(4, 'caller', 40)),
    { unread: 3, waitingSince: 30, last: '4' },
  ],
])('since when an answer is waited for: %s', (_, log, summary) => {
  expect(summaryOf(log)).toEqual(summary);
});

test('the next conversation is the one that has waited longest, else the next in the list', () => {
  const held = inHandOf(three);
  const summary = (waitingSince: number | null) => ({ unread: 0, waitingSince, last: null });
  const waiting = new Map([
    ['a', summary(50)],
    ['b', summary(10)], // over: nobody waits any more
    ['c', summary(40)],
  ]);
  expect(longestWaiting(held, waiting)).toBe('c');
  expect(nextConversation(held, 'a', waiting)).toBe('c');
  expect(nextConversation(held, 'c', waiting)).toBe('a');
  expect(nextConversation(held, 'c', new Map())).toBe('a');
  expect(nextConversation(held, 'a', new Map())).toBe('b');
  expect(nextConversation([], null, new Map())).toBeNull();
});
