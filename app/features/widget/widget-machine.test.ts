import { describe, expect, test } from 'vitest';
import type { CallKey, StartCall, WidgetCall, WidgetPhase } from '../../../server/protocol/widget.ts';
import { INITIAL, isCallActive, isTextCall, type WidgetEvent, type WidgetState, widgetMachine } from './widget-machine.ts';

const request: StartCall = { queueId: 'sales', name: 'Maria', email: '', customerId: null, page: '/cart', question: null };
const key: CallKey = { callId: 'c1', secret: 'a-secret-of-16-letters' };
const waiting: WidgetPhase = { kind: 'waiting', position: 2, since: 1_000, estimatedWaitMs: null, transferredBy: null };
const connected: WidgetPhase = {
  kind: 'connected',
  agentName: 'Ana',
  since: 10_000,
  agentAwayUntil: null,
  heldSince: null,
  others: [],
  agents: [],
};
const call = (phase: WidgetPhase, rev = 1, callId = 'c1'): WidgetCall => ({
  rev,
  now: 0,
  callId,
  queueName: 'Sales',
  channel: 'voice',
  takesTexts: false,
  phase,
  ticket: 't',
});
const endedPhase: WidgetPhase = { kind: 'ended', reason: 'agent-hung-up', talkMs: 134_000, wayOn: null };

const callback = { kind: 'callback', text: 'We call you back today.' } as const;

const start = { kind: 'start', request } as const;
const byText: StartCall = { ...request, channel: 'text' };
const writing: WidgetState = { kind: 'joining', goal: { kind: 'start', request: byText }, online: true };
const asking: WidgetState = { kind: 'asking-microphone', goal: start };
const refused: WidgetState = { kind: 'no-microphone', goal: start, problem: 'refused' };
const joining: WidgetState = { kind: 'joining', goal: start, online: true };
const returning: WidgetState = { kind: 'joining', goal: { kind: 'return', key }, online: true };
const inQueue: WidgetState = { kind: 'call', key, call: call(waiting), online: true };
const talking: WidgetState = { kind: 'call', key, call: call(connected, 5), online: true };
const over: WidgetState = { kind: 'ended', key, ending: { reason: 'caller-hung-up', talkMs: 100, agentName: 'Ana', wayOn: null } };

describe('the way to a call', () => {
  test.each<[string, WidgetState, WidgetEvent, WidgetState]>([
    ['a sent form asks for the microphone first', INITIAL, { type: 'submitted', request }, asking],
    ['who writes needs no microphone', INITIAL, { type: 'submitted', request: byText }, writing],
    [
      'and is back in their conversation without a press',
      INITIAL,
      { type: 'key-found', key, byItself: { kind: 'return', key, byText: true, byItself: true } },
      { kind: 'joining', goal: { kind: 'return', key, byText: true, byItself: true }, online: true },
    ],
    ['a refused microphone is told, and nobody is put in the queue', asking, { type: 'microphone-failed', problem: 'refused' }, refused],
    ['trying again asks again', refused, { type: 'microphone-retried' }, asking],
    ['giving up goes back to the form', refused, { type: 'given-up' }, INITIAL],
    ['an open microphone begins the call', asking, { type: 'microphone-opened' }, joining],
    ['a lost connection is kept in mind while joining', joining, { type: 'online', online: false }, { ...joining, online: false }],
    ['work that is asked for is shown while joining', joining, { type: 'proving', share: 0.5 }, { ...joining, proving: 0.5 }],
    ['the call shows its phase', joining, { type: 'joined', key, call: call(waiting) }, inQueue],
    [
      'a queue that is full ends it before it has begun, with what it offers instead',
      joining,
      { type: 'joined', key, call: call({ kind: 'ended', reason: 'queue-full', talkMs: 0, wayOn: callback }) },
      { kind: 'ended', key, ending: { reason: 'queue-full', talkMs: 0, agentName: null, wayOn: callback } },
    ],
    [
      'the server’s refusal goes back to the form with its reason',
      joining,
      { type: 'refused', error: { code: 'too-many', message: 'Wait a minute.' } },
      { kind: 'form', failure: { code: 'too-many', message: 'Wait a minute.' } },
    ],
    [
      'a program that can’t be loaded says so on the form',
      asking,
      { type: 'refused', error: { code: 'unavailable', message: 'No connection.' } },
      { kind: 'form', failure: { code: 'unavailable', message: 'No connection.' } },
    ],
    ['a kept key offers the way back', INITIAL, { type: 'key-found', key }, { kind: 'offer-return', key }],
    [
      'who comes back after their page was away for too long did not hang up',
      returning,
      { type: 'joined', key, call: call({ kind: 'ended', reason: 'caller-hung-up', talkMs: 700, wayOn: null }) },
      { kind: 'ended', key, ending: { reason: 'came-late', talkMs: 700, agentName: null, wayOn: null } },
    ],
    [
      'a browser that opens no microphone by itself gets a press for it, and who was muted stays so',
      inQueue,
      { type: 'press-needed', key, muted: true },
      { kind: 'offer-return', key, muted: true },
    ],
    [
      'who was muted is so when they are back by a press',
      { kind: 'offer-return', key, muted: true },
      { type: 'return-chosen' },
      { kind: 'asking-microphone', goal: { kind: 'return', key, muted: true } },
    ],
    [
      'giving up the microphone gives up no call: it can still be gone back to',
      { kind: 'no-microphone', goal: { kind: 'return', key }, problem: 'refused' },
      { type: 'given-up' },
      { kind: 'offer-return', key },
    ],
    [
      'going back asks for the microphone',
      { kind: 'offer-return', key },
      { type: 'return-chosen' },
      { kind: 'asking-microphone', goal: { kind: 'return', key } },
    ],
    [
      'going back to a call that is over says so',
      returning,
      { type: 'gone' },
      { kind: 'ended', key, ending: { reason: 'gone', talkMs: 0, agentName: null, wayOn: null } },
    ],
  ])('%s', (_, before, event, after) => {
    expect(widgetMachine(before, event)).toEqual(after);
  });
});

describe('a call', () => {
  test.each<[string, WidgetState, WidgetEvent, WidgetState]>([
    ['a younger message is taken', inQueue, { type: 'call', call: call(connected, 2) }, { ...inQueue, call: call(connected, 2) }],
    ['the same message twice does no harm', talking, { type: 'call', call: call(connected, 5) }, talking],
    [
      'a server that was restarted counts anew',
      talking,
      { type: 'call', call: call(connected, 1) },
      { ...talking, call: call(connected, 1) },
    ],
    ['a message about another call is dropped', talking, { type: 'call', call: call(waiting, 9, 'c2') }, talking],
    ['a lost connection keeps the place', inQueue, { type: 'online', online: false }, { ...inQueue, online: false }],
    [
      'the end keeps the name of who was talked to',
      talking,
      { type: 'call', call: call(endedPhase, 6) },
      { kind: 'ended', key, ending: { reason: 'agent-hung-up', talkMs: 134_000, agentName: 'Ana', wayOn: null } },
    ],
    [
      'a queue that can’t take it says what it offers instead',
      inQueue,
      { type: 'call', call: call({ kind: 'ended', reason: 'waited-too-long', talkMs: 0, wayOn: callback }, 6) },
      { kind: 'ended', key, ending: { reason: 'waited-too-long', talkMs: 0, agentName: null, wayOn: callback } },
    ],
    [
      'a call that is taken up in another window goes on there',
      talking,
      { type: 'elsewhere' },
      { kind: 'ended', key, ending: { reason: 'elsewhere', talkMs: 0, agentName: 'Ana', wayOn: null } },
    ],
    [
      'hanging up ends it at once',
      talking,
      { type: 'hung-up', at: 70_000 },
      { kind: 'ended', key, ending: { reason: 'caller-hung-up', talkMs: 60_000, agentName: 'Ana', wayOn: null } },
    ],
    [
      'leaving the queue was no talk',
      inQueue,
      { type: 'hung-up', at: 70_000 },
      { kind: 'ended', key, ending: { reason: 'caller-hung-up', talkMs: 0, agentName: null, wayOn: null } },
    ],
    [
      'who leaves the line for a message is no longer in it',
      inQueue,
      { type: 'left-line', wants: 'message' },
      { kind: 'ended', key, ending: { reason: 'caller-hung-up', talkMs: 0, agentName: null, wayOn: null, wants: 'message' } },
    ],
    [
      'and what they left it for is kept when the server says the same',
      { kind: 'ended', key, ending: { reason: 'caller-hung-up', talkMs: 0, agentName: null, wayOn: null, wants: 'callback' } },
      { type: 'call', call: call({ kind: 'ended', reason: 'caller-hung-up', talkMs: 0, wayOn: null }, 9) },
      { kind: 'ended', key, ending: { reason: 'caller-hung-up', talkMs: 0, agentName: null, wayOn: null, wants: 'callback' } },
    ],
    ['who talks has no line to leave', talking, { type: 'left-line', wants: 'callback' }, talking],
    [
      'after hanging up the server’s own figure is taken',
      over,
      { type: 'call', call: call({ kind: 'ended', reason: 'caller-hung-up', talkMs: 61_000, wayOn: null }, 7) },
      { kind: 'ended', key, ending: { reason: 'caller-hung-up', talkMs: 61_000, agentName: 'Ana', wayOn: null } },
    ],
    ['after hanging up a late phase does not bring the call back', over, { type: 'call', call: call(connected, 7) }, over],
    ['calling again shows the form', over, { type: 'call-again' }, INITIAL],
  ])('%s', (_, before, event, after) => {
    expect(widgetMachine(before, event)).toEqual(after);
  });
});

describe('what comes too late changes nothing', () => {
  const late: WidgetEvent[] = [
    { type: 'microphone-opened' },
    { type: 'microphone-failed', problem: 'busy' },
    { type: 'joined', key, call: call(waiting) },
    { type: 'call', call: call(connected, 2) },
    { type: 'gone' },
    { type: 'online', online: false },
    { type: 'hung-up', at: 1 },
    { type: 'call-again' },
  ];
  test.each(late.map((event) => [event.type, event] as const))('%s on the form', (_, event) => {
    expect(widgetMachine(INITIAL, event)).toBe(INITIAL);
  });
});

test.each([
  ['form', INITIAL, false],
  ['asking', asking, false],
  ['joining', joining, true],
  ['in the queue', inQueue, true],
  ['talking', talking, true],
  ['over', over, false],
] as const)('%s: the button says that it goes on: %j', (_, state, active) => {
  expect(isCallActive(state)).toBe(active);
});

test('a call is one by text while the server says so, and before that when it was asked for', () => {
  expect([asking, joining, inQueue].map(isTextCall)).toEqual([false, false, false]);
  expect(isTextCall(writing)).toBe(true);
  expect(isTextCall({ kind: 'call', key, call: { ...call(waiting), channel: 'text' }, online: true })).toBe(true);
  expect(isTextCall(over)).toBe(false);
});
