import type { WidgetPhase } from '../../../server/protocol/widget.ts';
import { type MessageKey, type Words, words } from '../../lib/i18n/words.ts';
import type { MicrophoneProblem } from '../../lib/media/microphone.ts';
import type { Ending, WidgetState } from './widget-machine.ts';

/**
 * The line that screen readers are told: one of five words, then more. No seconds in it: it must change
 * only when there is news.
 */
export function statusLine(state: WidgetState): Words | null {
  switch (state.kind) {
    case 'form':
    case 'offer-return':
    case 'asking-microphone':
    case 'no-microphone':
      return null;
    case 'joining':
      return words(state.goal.kind === 'start' ? 'widget.status.placing' : 'widget.status.returning');
    case 'call':
      return phaseLine(state.call.phase);
    case 'ended':
      return endingLine(state.ending);
  }
}

function phaseLine(phase: WidgetPhase): Words {
  switch (phase.kind) {
    case 'waiting':
      if (phase.ringBack) return words(phase.ringBack.kind === 'rung' ? 'widget-waiting.status.rings' : 'widget-waiting.status.kept');
      if (phase.transferredBy !== null) return words('widget.status.waiting-sent-on', { name: firstName(phase.transferredBy) });
      return phase.position === 1 ? words('widget.status.next') : words('widget.status.waiting', { position: phase.position });
    case 'ringing':
      return phase.transferredBy === null
        ? words('widget.status.ringing')
        : words('widget.status.ringing-sent-on', { name: firstName(phase.transferredBy) });
    case 'connecting':
      return words('widget.status.connecting', { name: phase.agentName });
    case 'connected':
      if (phase.agentAwayUntil !== null) return words('widget.status.agent-away', { name: firstName(phase.agentName) });
      if (phase.heldSince !== null) return words('widget.status.on-hold', { name: firstName(phase.agentName) });
      return words('widget.status.connected', { names: { list: [phase.agentName, ...phase.others] } });
    case 'ended':
      return words('widget.status.ended');
  }
}

/** As people call each other. */
export const firstName = (name: string): string => name.split(' ')[0] ?? name;

function endingLine({ reason, talkMs, byText, wants }: Ending): Words {
  if (reason === 'left-word') return words('widget-waiting.left-word');
  if (wants !== undefined) return words(wants === 'message' ? 'widget-waiting.left-for-message' : 'widget-waiting.left-for-callback');
  if (byText || reason === 'elsewhere') return words('widget.status.ended');
  if (talkMs > 0) return words('widget.status.ended-talked', { time: { duration: talkMs } });
  return words(reason === 'caller-hung-up' ? 'widget.status.ended-left' : 'widget.status.ended-not-connected');
}

/** Why a call ended, in plain words, and what can be done. null: the status line has said all there is. */
export function endingReason({ reason, agentName, talkMs, wayOn }: Ending): Words | string | null {
  const of = (known: MessageKey, unknown: MessageKey) => (agentName === null ? words(unknown) : words(known, { name: agentName }));
  // The queue's own words, as an administrator wrote them.
  if (wayOn !== null && wayOn.kind !== 'queue') return wayOn.text === '' ? null : wayOn.text;
  switch (reason) {
    case 'caller-hung-up':
    case 'left-word':
    case 'left-for-message':
    case 'left-for-callback':
      return null;
    case 'agent-hung-up':
      return of('widget.ending.agent-hung-up', 'widget.ending.other-hung-up');
    case 'caller-lost':
      return words('widget.ending.caller-lost');
    case 'agent-lost':
      return of('widget.ending.agent-lost', 'widget.ending.other-lost');
    case 'caller-silent':
      return words('widget.ending.caller-silent');
    case 'no-caller-audio':
      return words('widget.ending.no-caller-audio');
    case 'no-agent-audio':
      return of('widget.ending.no-agent-audio', 'widget.ending.no-other-audio');
    case 'queue-removed':
      return words('widget.ending.queue-removed');
    case 'queue-closed':
      return words('widget.ending.queue-closed');
    case 'queue-full':
      return words('widget.ending.queue-full');
    case 'waited-too-long':
      return words('widget.ending.waited-too-long');
    case 'callback-missed':
      return words('widget.ending.callback-missed');
    case 'ring-back-missed':
      return words('widget.ending.ring-back-missed');
    // Of agents, never of the one that the caller's conversation ends with.
    case 'transferred':
    case 'consult-over':
    case 'put-out':
    case 'taken-over':
    case 'conversation-over':
    case 'no-longer-needed':
      return of('widget.ending.agent-hung-up', 'widget.ending.other-hung-up');
    case 'came-late':
      return words('widget.ending.came-late');
    case 'elsewhere':
      return words('widget.sound.elsewhere');
    case 'gone':
      return talkMs > 0 ? null : words('widget.ending.gone');
  }
}

const HALF_MINUTE = 30_000;
const MINUTE = 60_000;

/** An estimated wait in words that stay calm: rounded up to half minutes, above three to minutes, and never none. */
export function waitWords(ms: number): Words {
  const step = ms > 3 * MINUTE ? MINUTE : HALF_MINUTE;
  const minutes = (Math.max(1, Math.ceil(ms / step)) * step) / MINUTE;
  if (minutes >= 60) return words('widget.wait.hour');
  if (minutes === 0.5) return words('widget.wait.half-minute');
  if (minutes === 1) return words('widget.wait.minute');
  return Number.isInteger(minutes)
    ? words('widget.wait.minutes', { minutes })
    : words('widget.wait.minutes-and-half', { minutes: Math.floor(minutes) });
}

interface MicrophoneAdvice {
  title: Words;
  what: Words;
  steps: readonly Words[];
}

/** What happened with the microphone, and the way on. */
export function microphoneAdvice(problem: MicrophoneProblem): MicrophoneAdvice {
  const part = `widget.microphone.${problem}` as const;
  return { title: words(`${part}.title`), what: words(`${part}.what`), steps: STEPS[problem].map((key) => words(key)) };
}

const STEPS: Record<MicrophoneProblem, readonly MessageKey[]> = {
  refused: ['widget.microphone.refused.steps.1', 'widget.microphone.refused.steps.2', 'widget.microphone.refused.steps.3'],
  missing: ['widget.microphone.missing.steps.1', 'widget.microphone.missing.steps.2'],
  busy: ['widget.microphone.busy.steps.1', 'widget.microphone.busy.steps.2'],
  unsupported: ['widget.microphone.unsupported.steps.1', 'widget.microphone.unsupported.steps.2', 'widget.microphone.unsupported.steps.3'],
};
