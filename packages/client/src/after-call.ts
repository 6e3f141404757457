import { asText, transcriptOf } from '../../../app/features/widget/after/transcript.ts';
import type { MediaSocket } from '../../../app/lib/media/leg.ts';
import type { BookCallback, CallbackBooked, Slots } from '../../../server/protocol/callbacks.ts';
import type { LeaveMessage } from '../../../server/protocol/messages.ts';
import type { RateCall } from '../../../server/protocol/ratings.ts';
import type { CallText } from '../../../server/protocol/texts.ts';
import type { CallKey } from '../../../server/protocol/widget.ts';
import { TandemError } from './errors.ts';
import { recordingIn, recordMessage } from './message-recording.ts';
import type { Place } from './place.ts';
import type { Call, TranscriptWords } from './types.ts';
import { post } from './wire.ts';

const ENGLISH: TranscriptWords = {
  ...{ tag: 'en-GB', you: 'You' },
  heading: (day) => `Conversation of ${day}`,
  zone: (timeZone) => `Times of ${timeZone}`,
};

export interface AfterCall {
  place: Place;
  /** Of the call; there is none only before it has begun. */
  key: () => CallKey | null;
  /** Hangs up here. */
  leave: () => void;
  media: (url: string | null) => MediaSocket;
  texts: () => readonly CallText[];
}

type Acts = Pick<Call, 'recordMessage' | 'leaveMessage' | 'callbackTimes' | 'bookCallback' | 'rate' | 'transcript'>;

/** What can be done with a call instead of waiting, and once it is over. */
export function afterCall({ place, key, leave, media, texts }: AfterCall): Acts {
  const own = (): CallKey => {
    const known = key();
    if (known === null) throw new TandemError('conflict', 'The call has not begun.');
    return known;
  };
  /** The line is left before anything else is asked for: the answer says that it is. */
  const leaveLine = async () => {
    leave();
    await post(place, '/api/widget/leave', own()).catch((error: unknown) => {
      // Over already.
      if (!(error instanceof TandemError && error.code === 'not-found')) throw error;
    });
  };
  return {
    recordMessage: () => recordMessage(place, own(), media),
    async leaveMessage({ name, email = '', phone = '', text = '', recording, kind = 'message' }) {
      const recorded = recording === undefined ? null : recordingIn(recording);
      await leaveLine();
      const message: LeaveMessage = { key: own(), kind, name, email, phone, text, recordingId: recorded?.id ?? null };
      await post(place, '/api/widget/messages', message);
      recorded?.sent();
    },
    async callbackTimes() {
      const { slots, slotMs } = await post<Slots>(place, '/api/widget/callbacks/slots', { key: own() });
      return { times: slots, lengthMs: slotMs };
    },
    async bookCallback({ at, name, email = '', timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone }) {
      await leaveLine();
      const booking: BookCallback = { key: own(), slotAt: at, name, email, timeZone };
      const { path, slotAt } = await post<CallbackBooked>(place, '/api/widget/callbacks', booking);
      return { link: new URL(path, place.server).href, at: slotAt };
    },
    async rate(score, comment = '') {
      await post(place, '/api/widget/rating', { key: own(), score, comment } satisfies RateCall);
    },
    transcript(words = ENGLISH) {
      const written = texts();
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
      return written.length === 0 ? null : asText(transcriptOf(written, { ...words, timeZone }));
    },
  };
}
