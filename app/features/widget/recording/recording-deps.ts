import type { RecordingStarted } from '../../../../server/protocol/messages.ts';
import type { CallKey } from '../../../../server/protocol/widget.ts';
import { api } from '../../../lib/api.ts';
import { loadAudioSettings } from '../../../lib/media/audio-settings.ts';
import { openMessageRecorder } from '../../../lib/media/message-recorder.ts';
import { MicrophoneError, openMicrophone } from '../../../lib/media/microphone.ts';
import type { RecordingDeps } from './recording-store.ts';

/** For a message of the caller who has this key. */
export const recordingDeps = (key: CallKey): RecordingDeps => ({
  async openMicrophone() {
    const stream = await openMicrophone(loadAudioSettings());
    const close = () => {
      for (const track of stream.getTracks()) track.stop();
    };
    return { stream, close };
  },
  problemOf: (error) => (error instanceof MicrophoneError ? error.kind : null),
  begin: () => api<RecordingStarted>('/api/widget/recordings', { method: 'POST', body: { key } }),
  record: (ticket, microphone, events) => openMessageRecorder({ ticket, microphone }, events),
  stop: (id) => api<{ durationMs: number }>('/api/widget/recordings/stop', { method: 'POST', body: { id } }),
  // What could not be thrown away is forgotten by the server after some minutes.
  drop: (id) => void api('/api/widget/recordings/drop', { method: 'POST', body: { id } }).catch(() => undefined),
  now: Date.now,
});
