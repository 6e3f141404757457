import { exhausted } from '../../../server/protocol/codes.ts';
import type { MicrophoneProblem } from '../../lib/media/microphone.ts';

/** When it is noticed: before a call, with one that can still be declined, or with the caller on the line. */
export type MicrophoneMoment = 'idle' | 'offer' | 'call';

const MEANWHILE: Record<MicrophoneMoment, string> = {
  idle: 'Until then set yourself to not ready: callers could not hear you.',
  offer: 'If that takes longer, decline: the caller goes to somebody else.',
  call: 'The caller is on the line and can’t hear you yet. If it does not help, hang up.',
};

/** What happened, then what to do. */
export function microphoneWords(problem: MicrophoneProblem, moment: MicrophoneMoment): { title: string; advice: string } {
  const { title, remedy } = remedyOf(problem);
  return { title, advice: `${remedy} ${MEANWHILE[moment]}` };
}

function remedyOf(problem: MicrophoneProblem): { title: string; remedy: string } {
  switch (problem) {
    case 'refused':
      return {
        title: 'The browser does not allow the microphone',
        remedy: 'Press the sign beside the address, allow the microphone, then try again.',
      };
    case 'missing':
      return {
        title: 'No microphone was found',
        remedy: 'Plug in your headset, then try again.',
      };
    case 'busy':
      return {
        title: 'The microphone is in use by another program',
        remedy: 'Close the other program, then try again.',
      };
    case 'unsupported':
      return {
        title: 'This browser can’t use a microphone here',
        remedy: 'Open the page by its https address in a current Chrome, Edge, Firefox or Safari, then try again.',
      };
    default:
      return exhausted(problem);
  }
}
