import { expect, test } from 'vitest';
import type { WidgetPhase } from '../../../server/protocol/widget.ts';
import { type MusicChoice, musicOf } from './music-choice.ts';

const waiting: WidgetPhase = { kind: 'waiting', position: 1, since: 0, estimatedWaitMs: null, transferredBy: null };
const ringing: WidgetPhase = { kind: 'ringing', since: 0, transferredBy: null };
const talking: WidgetPhase = {
  kind: 'connected',
  agentName: 'Ana',
  since: 0,
  agentAwayUntil: null,
  heldSince: null,
  others: [],
  agents: [],
};

test.each<[string, WidgetPhase | null, MusicChoice, boolean, boolean]>([
  ['a new caller waits in quiet', waiting, null, true, false],
  ['unless they ask for music', waiting, true, true, true],
  ['and while it rings', ringing, true, true, true],
  ['who is sent on hears music', { ...waiting, transferredBy: 'Ana' }, null, true, true],
  ['also while it rings at the next agent', { ...ringing, transferredBy: 'Ana' }, null, true, true],
  ['unless they don’t want it', { ...ringing, transferredBy: 'Ana' }, false, true, false],
  ['who is on hold hears music', { ...talking, heldSince: 5 }, null, true, true],
  ['unless they don’t want it', { ...talking, heldSince: 5 }, false, true, false],
  ['who talks hears none, whatever they chose', talking, true, false, false],
  ['nor who is being connected', { kind: 'connecting', agentName: 'Ana' }, true, false, false],
  ['nor before the server has answered', null, true, false, false],
])('%s', (_, phase, choice, offered, plays) => {
  expect(musicOf(phase, choice)).toEqual({ offered, plays });
});

test.each<[string, WidgetPhase | null, MusicChoice, boolean]>([
  ['who waits where something is announced hears it', waiting, null, true],
  ['unless they don’t want it', waiting, false, false],
  ['and hears nothing of it while they talk', talking, null, false],
])('%s', (_, phase, choice, plays) => {
  expect(musicOf(phase, choice, true).plays).toBe(plays);
});
