import { describe, expect, test } from 'vitest';
import { END_REASONS } from '../../../server/protocol/common.ts';
import type { WidgetPhase } from '../../../server/protocol/widget.ts';
import type { Ending, WidgetState } from './widget-machine.ts';
import { endingReason, microphoneAdvice, statusLine } from './widget-words.ts';

const inPhase = (phase: WidgetPhase): WidgetState => ({
  kind: 'call',
  key: { callId: 'c', secret: 's' },
  call: { rev: 1, now: 0, callId: 'c', queueName: 'Sales', phase, ticket: 't' },
  online: true,
});
const ended = (ending: Partial<Ending>): WidgetState => ({
  kind: 'ended',
  callId: 'c',
  ending: { reason: 'agent-hung-up', talkMs: 0, agentName: 'Ana', ...ending },
});

describe('the status line begins with one of five words', () => {
  test.each<[WidgetState, string]>([
    [inPhase({ kind: 'waiting', position: 2, since: 0 }), 'Waiting — you are number 2'],
    [inPhase({ kind: 'waiting', position: 1, since: 0 }), 'Waiting — you are next'],
    [inPhase({ kind: 'ringing', since: 0 }), 'Ringing — we found somebody for you'],
    [inPhase({ kind: 'connecting', agentName: 'Ana' }), 'Connecting to Ana'],
    [inPhase({ kind: 'connected', agentName: 'Ana', since: 0, agentAwayUntil: null }), 'Connected with Ana'],
    [inPhase({ kind: 'connected', agentName: 'Ana Ribeiro', since: 0, agentAwayUntil: 9 }), 'Connected — Ana is away for a moment'],
    [ended({ talkMs: 134_000 }), 'Ended — you talked for 2:14'],
    [ended({ reason: 'caller-hung-up' }), 'Ended — you left the queue'],
    [ended({ reason: 'queue-removed' }), 'Ended — the call was not connected'],
  ])('%#: %s', (state, line) => {
    expect(statusLine(state)).toBe(line);
  });

  test('there is none before there is a call', () => {
    expect(statusLine({ kind: 'form', failure: null })).toBeNull();
  });
});

test.each(END_REASONS)('%s is told in a sentence, or was the caller’s own doing', (reason) => {
  const words = endingReason({ reason, talkMs: 0, agentName: null });
  if (reason === 'caller-hung-up') expect(words).toBeNull();
  else expect(words).toMatch(/^[A-Z].*\.$/);
});

test.each(['refused', 'missing', 'busy', 'unsupported'] as const)('a %s microphone comes with a way on', (problem) => {
  const advice = microphoneAdvice(problem);
  expect(advice.title).not.toMatch(/[!.]$/);
  expect(advice.steps.at(-1)).toMatch(/try again\.$/);
});
