import { expect, test } from 'vitest';
import { callLine } from './call-line.ts';
import { asked, consulting, onHold } from './conversation-fixtures.ts';
import { connected, connecting, NOON } from './fixtures.ts';

const away = { ...connected, phase: { ...connected.phase, callerAwayUntil: NOON + 23_400 } } as const;
const pageGone = { ...away, phase: { ...away.phase, callerPageGone: true } } as const;

test.each([
  [connecting, 'opening-microphone', 'opening-microphone', 'on-call'],
  [connecting, 'connecting', 'connecting', 'on-call'],
  [connecting, 'connected', 'connecting', 'on-call'], // said only once media has been seen flowing both ways
  [connecting, 'microphone-failed', 'microphone-off', 'missed'],
  [connected, 'connected', 'connected', 'available'],
  [connected, 'sending', 'connected', 'available'],
  [connected, 'connecting', 'connecting-again', 'on-call'],
  [connected, 'reconnecting', 'audio-reconnecting', 'not-ready'],
  [connected, 'failed', 'audio-failed', 'missed'],
  [away, 'sending', 'caller-away', 'not-ready'],
  [pageGone, 'sending', 'caller-page-gone', 'not-ready'],
  [away, 'failed', 'audio-failed', 'missed'],
  [{ ...connected, conversation: onHold }, 'sending', 'on-hold', 'on-call'],
  [{ ...connected, conversation: consulting }, 'connected', 'on-hold', 'on-call'],
  [{ ...connected, conversation: asked }, 'connected', 'connected', 'available'], // the one who is asked holds nobody
] as const)('%j with audio %s', (call, audio, key, hue) => {
  const line = callLine(call, audio, NOON);
  expect(line.words.key).toBe(`workstation-call.line.${key}`);
  expect(line.hue).toBe(hue);
});

test('counts whole seconds, and never below nothing', () => {
  expect(callLine(away, 'sending', NOON).words.values).toEqual({ seconds: 24 });
  expect(callLine(away, 'sending', NOON + 60_000).words.values).toEqual({ seconds: 0 });
});
