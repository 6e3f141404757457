import type { WidgetPhase } from '../../../server/protocol/widget.ts';
import { duration } from '../../lib/format.ts';
import type { MicrophoneProblem } from '../../lib/media/microphone.ts';
import type { Ending, WidgetState } from './widget-machine.ts';

/**
 * The line that screen readers are told: one of five words, then more. No seconds in it: it must change
 * only when there is news.
 */
export function statusLine(state: WidgetState): string | null {
  switch (state.kind) {
    case 'form':
    case 'offer-return':
    case 'asking-microphone':
    case 'no-microphone':
      return null;
    case 'joining':
      return state.goal.kind === 'start' ? 'Waiting — your call is being placed' : 'Connecting — going back to your call';
    case 'call':
      return phaseLine(state.call.phase);
    case 'ended':
      return `Ended — ${endingLine(state.ending)}`;
  }
}

function phaseLine(phase: WidgetPhase): string {
  switch (phase.kind) {
    case 'waiting':
      if (phase.transferredBy !== null) return `Waiting — ${firstName(phase.transferredBy)} is sending you on`;
      return phase.position === 1 ? 'Waiting — you are next' : `Waiting — you are number ${phase.position}`;
    case 'ringing':
      return phase.transferredBy === null
        ? 'Ringing — we found somebody for you'
        : `Ringing — ${firstName(phase.transferredBy)} is sending you on`;
    case 'connecting':
      return `Connecting to ${phase.agentName}`;
    case 'connected':
      if (phase.agentAwayUntil !== null) return `Connected — ${firstName(phase.agentName)} is away for a moment`;
      if (phase.heldSince !== null) return `Connected — ${firstName(phase.agentName)} has put you on hold`;
      return `Connected with ${[phase.agentName, ...phase.others].join(', ').replace(/, ([^,]*)$/, ' and $1')}`;
    case 'ended':
      return 'Ended';
  }
}

/** As people call each other. */
export const firstName = (name: string): string => name.split(' ')[0] ?? name;

function endingLine({ reason, talkMs }: Ending): string {
  if (talkMs > 0) return `you talked for ${duration(talkMs)}`;
  return reason === 'caller-hung-up' ? 'you left the queue' : 'the call was not connected';
}

/** Why a call ended, in plain words, and what can be done. null: the status line has said all there is. */
export function endingReason({ reason, agentName, talkMs, wayOn }: Ending): string | null {
  const agent = agentName ?? 'The other side';
  // The queue's own words, as an administrator wrote them.
  if (wayOn !== null && wayOn.kind !== 'queue') return wayOn.text;
  switch (reason) {
    case 'caller-hung-up':
      return null;
    case 'agent-hung-up':
      return `${agent} ended the call.`;
    case 'caller-lost':
      return 'Your connection was gone for too long. Check it, then call again.';
    case 'agent-lost':
      return `The connection to ${agentName ?? 'the other side'} was lost and did not come back. Call again, and somebody else can help you.`;
    case 'no-caller-audio':
      return 'No sound arrived from your microphone. Check that it is plugged in and not muted, then call again.';
    case 'no-agent-audio':
      return `No sound arrived from ${agentName ?? 'the other side'}. Call again, and somebody else can help you.`;
    case 'queue-removed':
      return 'This topic is no longer offered by phone. Choose another one.';
    case 'queue-closed':
      return 'We are closed right now. Call again when we are open.';
    case 'queue-full':
      return 'All our lines are taken right now. Call again a little later.';
    case 'waited-too-long':
      return 'Nobody became free in time. Call again a little later.';
    // Of agents, never of the one that the caller's conversation ends with.
    case 'transferred':
    case 'consult-over':
    case 'put-out':
    case 'conversation-over':
    case 'no-longer-needed':
      return `${agent} ended the call.`;
    case 'gone':
      return talkMs > 0 ? null : 'This call is over by now. You can place a new one.';
  }
}

const HALF_MINUTE = 30_000;
const MINUTE = 60_000;

/** An estimated wait in words that stay calm: rounded up to half minutes, above three to minutes, and never none. */
export function waitWords(ms: number): string {
  const step = ms > 3 * MINUTE ? MINUTE : HALF_MINUTE;
  const minutes = (Math.max(1, Math.ceil(ms / step)) * step) / MINUTE;
  if (minutes >= 60) return 'an hour or more';
  if (minutes === 0.5) return 'about half a minute';
  if (minutes === 1) return 'about a minute';
  return `about ${String(minutes).replace('.5', '½')} minutes`;
}

interface MicrophoneAdvice {
  title: string;
  what: string;
  steps: readonly string[];
}

/** What happened with the microphone, and the way on. */
export function microphoneAdvice(problem: MicrophoneProblem): MicrophoneAdvice {
  switch (problem) {
    case 'refused':
      return {
        title: 'The microphone is not allowed here',
        what: 'Without it nobody could hear you, so the call has not been placed.',
        steps: [
          'Press the lock or the settings mark beside the address of this page.',
          'Set “Microphone” to “Allow”. On a phone, the system’s settings must allow it for the browser too.',
          'Come back here and try again.',
        ],
      };
    case 'missing':
      return {
        title: 'No microphone was found',
        what: 'The call has not been placed yet.',
        steps: ['Plug in a microphone or a headset, or switch on its Bluetooth connection.', 'Then try again.'],
      };
    case 'busy':
      return {
        title: 'The microphone is in use',
        what: 'Another program keeps it for itself, so the call has not been placed yet.',
        steps: ['End calls in other programs and tabs.', 'Then try again.'],
      };
    case 'unsupported':
      return {
        title: 'This browser can’t make calls here',
        what: 'It gives no access to a microphone on this page.',
        steps: [
          'Open this page in a current version of Chrome, Edge, Firefox or Safari.',
          'Its address must begin with “https”.',
          'Then try again.',
        ],
      };
  }
}
