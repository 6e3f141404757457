import type { AudioSettings } from './audio-settings.ts';

export type MicrophoneProblem = 'refused' | 'missing' | 'busy' | 'unsupported';

export class MicrophoneError extends Error {
  readonly kind: MicrophoneProblem;

  constructor(kind: MicrophoneProblem, cause?: unknown) {
    super(`The microphone is ${kind}.`, { cause });
    this.name = 'MicrophoneError';
    this.kind = kind;
  }
}

/**
 * Asks for the microphone, this one if it can be had and any other if not. The stream is the caller's to stop.
 * @throws MicrophoneError
 */
export async function openMicrophone({ processing }: Pick<AudioSettings, 'processing'>, deviceId?: string): Promise<MediaStream> {
  // Missing on plain http, too.
  if (navigator.mediaDevices?.getUserMedia === undefined) throw new MicrophoneError('unsupported');
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { ...processing, channelCount: 1, ...(deviceId === undefined ? {} : { deviceId: { ideal: deviceId } }) },
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
