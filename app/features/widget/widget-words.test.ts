import { describe, expect, test } from 'vitest';
import { END_REASONS } from '../../../server/protocol/common.ts';
import type { WidgetPhase } from '../../../server/protocol/widget.ts';
import { sayIn } from '../../lib/i18n/testing.ts';
import type { Words } from '../../lib/i18n/words.ts';
import type { Ending, WidgetState } from './widget-machine.ts';
import { endingReason, microphoneAdvice, statusLine, waitWords } from './widget-words.ts';

const english = sayIn('en');
const said = (words: Words | string | null) => words && english(words);

const inPhase = (phase: WidgetPhase): WidgetState => ({
  kind: 'call',
  key: { callId: 'c', secret: 's' },
  call: { rev: 1, now: 0, callId: 'c', queueName: 'Sales', channel: 'voice', takesTexts: false, phase, ticket: 't' },
  online: true,
});
const ended = (ending: Partial<Ending>): WidgetState => ({
  kind: 'ended',
  key: { callId: 'c', secret: 's' },
  ending: { reason: 'agent-hung-up', talkMs: 0, agentName: 'Ana', wayOn: null, ...ending },
});

describe('the status line begins with one of five words', () => {
  test.each<[WidgetState, string]>([
    [inPhase({ kind: 'waiting', position: 2, since: 0, estimatedWaitMs: null, transferredBy: null }), 'Waiting — you are number 2'],
    [inPhase({ kind: 'waiting', position: 1, since: 0, estimatedWaitMs: 60_000, transferredBy: null }), 'Waiting — you are next'],
    [inPhase({ kind: 'ringing', since: 0, transferredBy: null }), 'Ringing — we found somebody for you'],
    [inPhase({ kind: 'connecting', agentName: 'Ana' }), 'Connecting to Ana'],
    [
      inPhase({ kind: 'connected', agentName: 'Ana', since: 0, agentAwayUntil: null, heldSince: null, others: [], agents: [] }),
      'Connected with Ana',
    ],
    [
      inPhase({ kind: 'connected', agentName: 'Ana Ribeiro', since: 0, agentAwayUntil: 9, heldSince: null, others: [], agents: [] }),
      'Connected — Ana is away for a moment',
    ],
    [
      inPhase({ kind: 'waiting', position: 2, since: 0, estimatedWaitMs: null, transferredBy: 'Ana Ribeiro' }),
      'Waiting — Ana is sending you on',
    ],
    [inPhase({ kind: 'ringing', since: 0, transferredBy: 'Ana Ribeiro' }), 'Ringing — Ana is sending you on'],
    [
      inPhase({ kind: 'connected', agentName: 'Ana Ribeiro', since: 0, agentAwayUntil: null, heldSince: 5, others: [], agents: [] }),
      'Connected — Ana has put you on hold',
    ],
    [
      inPhase({
        kind: 'connected',
        agentName: 'Ana',
        since: 0,
        agentAwayUntil: null,
        heldSince: null,
        others: ['Carol', 'David'],
        agents: [],
      }),
      'Connected with Ana, Carol and David',
    ],
    [ended({ talkMs: 134_000 }), 'Ended — you talked for 2:14'],
    [ended({ reason: 'caller-hung-up' }), 'Ended — you left the queue'],
    [ended({ reason: 'caller-hung-up', wants: 'message' }), 'Ended — you left the line for a message'],
    [ended({ reason: 'caller-hung-up', wants: 'callback' }), 'Ended — you left the line for a callback'],
    [ended({ reason: 'elsewhere' }), 'Ended'],
    [ended({ reason: 'queue-removed' }), 'Ended — the call was not connected'],
  ])('%#: %s', (state, line) => {
    expect(said(statusLine(state))).toBe(line);
  });

  test('there is none before there is a call', () => {
    expect(statusLine({ kind: 'form', failure: null })).toBeNull();
  });
});

const OWN_DOING = new Set<string>(['caller-hung-up', 'left-word', 'left-for-message', 'left-for-callback']);

test.each(END_REASONS)('%s is told in a sentence, or was the caller’s own doing', (reason) => {
  const sentence = said(endingReason({ reason, talkMs: 0, agentName: null, wayOn: null }));
  if (OWN_DOING.has(reason)) expect(sentence).toBeNull();
  else expect(sentence).toMatch(/^[A-Z].*\.$/);
});

test.each(['refused', 'missing', 'busy', 'unsupported'] as const)('a %s microphone comes with a way on', (problem) => {
  const advice = microphoneAdvice(problem);
  expect(said(advice.title)).not.toMatch(/[!.]$/);
  expect(said(advice.steps.at(-1) ?? null)).toMatch(/try again\.$/);
});

test('what a queue says to those it can’t take stands instead of our own words', () => {
  const wayOn = { kind: 'callback', text: 'We call you back today.' } as const;
  expect(endingReason({ reason: 'queue-full', talkMs: 0, agentName: null, wayOn })).toBe('We call you back today.');
});

test.each([
  [0, 'about half a minute'],
  [30_000, 'about half a minute'],
  [30_001, 'about a minute'],
  [90_000, 'about 1½ minutes'],
  [120_000, 'about 2 minutes'],
  [180_000, 'about 3 minutes'],
  [181_000, 'about 4 minutes'],
  [59 * 60_000, 'about 59 minutes'],
  [60 * 60_000, 'an hour or more'],
])('a wait of %d ms is told as %s', (ms, words) => {
  expect(said(waitWords(ms))).toBe(`It takes ${words}.`);
});
