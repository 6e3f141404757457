import { loadAudioSettings } from '../../lib/media/audio-settings.ts';
import { type CallAudio, openCallAudio, preloadCallAudio } from '../../lib/media/call-audio.ts';
import { MicrophoneError, type MicrophoneProblem, openMicrophone } from '../../lib/media/microphone.ts';
import type { SoundFacts } from './listening-store.ts';

/** Loaded when somebody begins to listen, not before: microphone and sound. */

export interface Mouth {
  stream: MediaStream;
  /** Why nobody could hear this supervisor; null when there is a microphone. */
  problem: MicrophoneProblem | null;
  close(): void;
}

/** The microphone; without one, silence, so that a supervisor can listen all the same. */
export async function openMouth(): Promise<Mouth> {
  preloadCallAudio();
  const { processing, devices } = loadAudioSettings();
  try {
    const stream = await openMicrophone({ processing }, devices.microphone?.deviceId);
    return { stream, problem: null, close: () => stopAll(stream) };
  } catch (error) {
    const context = new AudioContext();
    const { stream } = context.createMediaStreamDestination();
    const problem = error instanceof MicrophoneError ? error.kind : 'unsupported';
    return { stream, problem, close: () => void context.close() };
  }
}

const stopAll = (stream: MediaStream) => {
  for (const track of stream.getTracks()) track.stop();
};

export interface Ears {
  facts(): SoundFacts;
  subscribe(listener: () => void): void;
  /** Another ticket: the call may be at another media server. */
  moveTo(ticket: string): void;
  levels: CallAudio['levels'];
  setMuted(muted: boolean): void;
  allowSound(): void;
  close(): void;
}

export function openEars(ticket: string, mouth: Mouth): Ears {
  const audio = openCallAudio({ ticket, microphone: mouth.stream });
  const speaker = loadAudioSettings().devices.speaker?.deviceId;
  // Where it can't be: heard on the system's own device.
  if (speaker !== undefined) audio.setOutput(speaker).catch(() => undefined);
  return {
    facts: () => ({
      sound: audio.state.kind,
      muted: audio.muted,
      blocked: audio.playback === 'blocked',
      mutedParties: new Set(audio.parties.filter(({ muted }) => muted).map(({ id }) => id)),
    }),
    subscribe: (listener) => void audio.subscribe(listener),
    moveTo: (next) => audio.moveTo(next),
    levels: () => audio.levels(),
    setMuted: (muted) => audio.setMuted(muted),
    allowSound: () => audio.resumePlayback(),
    close: () => audio.close(),
  };
}
