import { expect, test } from 'vitest';
import type { WidgetPhase } from '../../../server/protocol/widget.ts';
import { doingOf } from './call-stage.ts';
import type { WidgetState } from './widget-machine.ts';

const WAITING: WidgetPhase = { kind: 'waiting', position: 1, since: 0, estimatedWaitMs: null, transferredBy: null };
const CONNECTED: WidgetPhase = {
  ...{ kind: 'connected', agentName: 'Ana', since: 0, agentAwayUntil: null },
  ...{ heldSince: null, others: [], agents: [] },
};

const inCall = (channel: 'voice' | 'text', phase: WidgetPhase): WidgetState => ({
  kind: 'call',
  key: { callId: 'c', secret: 's' },
  call: { rev: 1, now: 0, callId: 'c', queueName: 'Sales', channel, takesTexts: true, phase, ticket: 't' },
  online: true,
});

test.each([
  ['voice', WAITING, 'waits'],
  ['text', WAITING, 'waits'],
  ['voice', { kind: 'ringing', since: 0, transferredBy: null }, 'waits'],
  ['voice', { kind: 'connecting', agentName: 'Ana' }, 'talks'],
  ['voice', CONNECTED, 'talks'],
  ['text', CONNECTED, 'writes'],
] as const)('the button on the page tells who waits, talks and writes apart: %s, %j', (channel, phase, doing) => {
  expect(doingOf(inCall(channel, phase))).toBe(doing);
});
