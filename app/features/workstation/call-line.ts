import { exhausted } from '../../../server/protocol/codes.ts';
import { type Words, words } from '../../lib/i18n/words.ts';
import { leads } from './parties-view.ts';
import type { AudioSituation, Work } from './view-model.ts';

export interface CallLine {
  words: Words;
  hue: 'available' | 'on-call' | 'not-ready' | 'missed';
}

/** The state of a call in one line: the own audio first, for the agent can mend it; then what the center knows. */
export function callLine(
  { phase, conversation }: Pick<Work<'call'>, 'phase' | 'conversation'>,
  audio: AudioSituation,
  now: number,
): CallLine {
  switch (audio) {
    case 'microphone-failed':
      return { words: words('workstation-call.line.microphone-off'), hue: 'missed' };
    case 'failed':
      return { words: words('workstation-call.line.audio-failed'), hue: 'missed' };
    case 'reconnecting':
      return { words: words('workstation-call.line.audio-reconnecting'), hue: 'not-ready' };
    case 'opening-microphone':
      return { words: words('workstation-call.line.opening-microphone'), hue: 'on-call' };
    case 'none':
    case 'connecting':
    case 'sending':
    case 'connected':
      break;
    default:
      return exhausted(audio);
  }
  if (phase.kind === 'connecting') return { words: words('workstation-call.line.connecting'), hue: 'on-call' };
  if (phase.callerAwayUntil !== null) {
    const seconds = Math.max(0, Math.ceil((phase.callerAwayUntil - now) / 1000));
    const why = phase.callerPageGone ? 'caller-page-gone' : 'caller-away';
    return { words: words(`workstation-call.line.${why}`, { seconds }), hue: 'not-ready' };
  }
  // After a reload the call is there before the audio is.
  if (audio === 'connecting') return { words: words('workstation-call.line.connecting-again'), hue: 'on-call' };
  if (conversation.heldSince !== null && leads(conversation)) return { words: words('workstation-call.line.on-hold'), hue: 'on-call' };
  return { words: words('workstation-call.line.connected'), hue: 'available' };
}
