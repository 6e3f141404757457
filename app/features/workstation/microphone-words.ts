import { type Words, words } from '../../lib/i18n/words.ts';
import type { MicrophoneProblem } from '../../lib/media/microphone.ts';

/** When it is noticed: before a call, with one that can still be declined, or with the caller on the line. */
export type MicrophoneMoment = 'idle' | 'offer' | 'call';

/** What happened, then what to do, then what to do meanwhile. */
export function microphoneWords(problem: MicrophoneProblem, moment: MicrophoneMoment): { title: Words; remedy: Words; meanwhile: Words } {
  return {
    title: words(`workstation-devices.sound.problem.${problem}.title`),
    remedy: words(`workstation-devices.sound.problem.${problem}.remedy`),
    meanwhile: words(`workstation-devices.sound.meanwhile.${moment}`),
  };
}
