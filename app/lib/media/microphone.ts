/** How the microphone is listened to: the user's own choice, kept in this browser. */
export interface AudioSettings {
  /** Echo cancellation, noise suppression and automatic gain, together. Off for those whose headset does it. */
  processing: boolean;
}

export const DEFAULT_AUDIO_SETTINGS: AudioSettings = { processing: true };
const KEY = 'tandem.audio';

/** Never throws: storage may be forbidden (an embedded frame) or hold anything. */
export function loadAudioSettings(): AudioSettings {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    const processing = (stored as Partial<AudioSettings> | null)?.processing;
    return { processing: typeof processing === 'boolean' ? processing : DEFAULT_AUDIO_SETTINGS.processing };
  } catch {
    return DEFAULT_AUDIO_SETTINGS;
  }
}

export function saveAudioSettings(settings: AudioSettings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

export type MicrophoneProblem = 'refused' | 'missing' | 'busy' | 'unsupported';

export class MicrophoneError extends Error {
  readonly kind: MicrophoneProblem;

  constructor(kind: MicrophoneProblem, cause?: unknown) {
    super(`The microphone is ${kind}.`, { cause });
    this.name = 'MicrophoneError';
    this.kind = kind;
  }
}

/** Asks for the microphone. The stream is the caller's to stop. @throws MicrophoneError */
export async function openMicrophone(settings: AudioSettings): Promise<MediaStream> {
  // Missing on plain http, too.
  if (navigator.mediaDevices?.getUserMedia === undefined) throw new MicrophoneError('unsupported');
  const { processing } = settings;
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: processing, noiseSuppression: processing, autoGainControl: processing, channelCount: 1 },
    });
  } catch (error) {
    throw new MicrophoneError(problemOf(error), error);
  }
}

/** What the names of getUserMedia's errors mean, in all browsers. */
export function problemOf(error: unknown): MicrophoneProblem {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'unsupported';
  }
}
