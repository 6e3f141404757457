import type { ShareSource } from '../../../server/protocol/media.ts';
import { VIDEO_LIMITS } from '../../../server/protocol/media-codec.ts';
import { type MicrophoneProblem, problemOf } from './microphone.ts';

export class ShareError extends Error {
  /** `refused`: by the person or the system; closing the browser's question counts as that. */
  readonly kind: MicrophoneProblem;
  readonly source: ShareSource;

  constructor(source: ShareSource, kind: MicrophoneProblem, cause?: unknown) {
    super(`The ${source} is ${kind}.`, { cause });
    this.name = 'ShareError';
    this.kind = kind;
    this.source = source;
  }
}

/** Whether this browser can show it at all: a phone's has no screen to give. */
export function canShare(source: ShareSource): boolean {
  const devices = navigator.mediaDevices as MediaDevices | undefined; // missing on plain http
  return typeof (source === 'screen' ? devices?.getDisplayMedia : devices?.getUserMedia) === 'function';
}

/** The browser's own question: call it from a click. The stream is the caller's to stop. @throws ShareError */
export async function openShareSource(source: ShareSource): Promise<MediaStream> {
  if (!canShare(source)) throw new ShareError(source, 'unsupported');
  const { width, height, frameRate } = VIDEO_LIMITS[source];
  const video = { width: { max: width }, height: { max: height }, frameRate: { max: frameRate } };
  try {
    const stream =
      source === 'screen'
        ? await navigator.mediaDevices.getDisplayMedia({ video, audio: false })
        : await navigator.mediaDevices.getUserMedia({ video: { ...video, width: { ideal: width }, height: { ideal: height } } });
    // Text is to stay legible when the network is slow, movement may be uneven.
    for (const track of stream.getVideoTracks()) track.contentHint = source === 'screen' ? 'detail' : 'motion';
    return stream;
  } catch (error) {
    throw new ShareError(source, problemOf(error), error);
  }
}
