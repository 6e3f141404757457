import { RecordingStore } from '../../../app/features/widget/recording/recording-store.ts';
import { WireFailure } from '../../../app/lib/failure.ts';
import { loadAudioSettings } from '../../../app/lib/media/audio-settings.ts';
import type { MediaSocket } from '../../../app/lib/media/leg.ts';
import { openMessageRecorder } from '../../../app/lib/media/message-recorder.ts';
import { MicrophoneError, openMicrophone } from '../../../app/lib/media/microphone.ts';
import { ERROR_CODES } from '../../../server/protocol/codes.ts';
import type { RecordingStarted } from '../../../server/protocol/messages.ts';
import type { CallKey } from '../../../server/protocol/widget.ts';
import { TandemError } from './errors.ts';
import type { Place } from './place.ts';
import type { MessageRecording } from './types.ts';
import { clientError, errorOf, post, reach } from './wire.ts';

/** Of recordings that this client has made: what is sent of them is not for pages. */
const made = new WeakMap<MessageRecording, RecordingStore>();

/** For a message of the caller who has this key. */
export function recordMessage(place: Place, key: CallKey, connect: (url: string | null) => MediaSocket): MessageRecording {
  const store = new RecordingStore({
    async openMicrophone() {
      const stream = await openMicrophone(loadAudioSettings());
      return { stream, close: () => stopTracks(stream) };
    },
    problemOf: (error) => (error instanceof MicrophoneError ? error.kind : null),
    begin: () => asWire(post<RecordingStarted>(place, '/api/widget/recordings', { key })),
    record: (ticket, microphone, events) => openMessageRecorder({ ticket, microphone, connect }, events),
    stop: (id) => asWire(post<{ durationMs: number }>(place, '/api/widget/recordings/stop', { id })),
    // What could not be thrown away is forgotten by the server after some minutes.
    drop: (id) => void post(place, '/api/widget/recordings/drop', { id }).catch(() => undefined),
    now: Date.now,
  });
  const recording: MessageRecording = {
    get state() {
      return stateOf(store);
    },
    on(listener) {
      const stop = store.subscribe(listener);
      return () => void stop();
    },
    start: () => store.start(),
    stop: () => store.stop(),
    level: store.level,
    async sound() {
      const state = store.get();
      if (state.kind !== 'recorded') throw new TandemError('conflict', 'Nothing is recorded yet.', 'recording');
      return (await reach(place, `/api/widget/recordings/${state.id}`, {})).blob();
    },
    discard: () => store.discard(),
  };
  made.set(recording, store);
  return recording;
}

/** What of a recording is sent with a message. @throws TandemError `bad-request` at `recording` when there is nothing */
export function recordingIn(recording: MessageRecording): { id: string; sent: () => void } {
  const store = made.get(recording);
  const state = store?.get();
  if (store === undefined || state?.kind !== 'recorded') throw new TandemError('bad-request', 'Nothing is recorded yet.', 'recording');
  return { id: state.id, sent: () => store.sent() };
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** A refusal in the words of the store, which is the widget's too. */
const asWire = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch((error: unknown): never => {
    const { code, message, field } = clientError(error);
    const known = ERROR_CODES.find((one) => one === code) ?? 'internal';
    throw new WireFailure({ code: known, message, ...(field === undefined ? {} : { field }) });
  });

function stateOf(store: RecordingStore): MessageRecording['state'] {
  const state = store.get();
  switch (state.kind) {
    case 'recorded':
      return { kind: 'recorded', durationMs: state.durationMs };
    case 'no-microphone':
      return { kind: 'failed', error: clientError(new MicrophoneError(state.problem)) };
    case 'failed':
      return { kind: 'failed', error: errorOf(state.error) };
    default:
      return state;
  }
}
