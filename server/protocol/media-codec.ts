import type { types as ms } from 'mediasoup-client';

/**
 * What every router speaks, known to both sides beforehand, so that a browser needs no round trip to ask for it.
 * Kept apart from the schemas: the widget loads this without the schema library.
 */

export const MEDIA_NAMESPACE = '/media';

/** Opus only, mono speech in the two-channel form that WebRTC asks for; error correction in band, silence not sent. */
export const OPUS = {
  kind: 'audio',
  mimeType: 'audio/opus',
  clockRate: 48_000,
  channels: 2,
  preferredPayloadType: 100,
  parameters: { useinbandfec: 1, usedtx: 1 },
} as const satisfies ms.RtpCodecCapability;

/** For screens and cameras: every browser speaks it, and encodes it without help of the hardware. */
export const VP8 = {
  kind: 'video',
  mimeType: 'video/VP8',
  clockRate: 90_000,
  preferredPayloadType: 101,
} as const satisfies ms.RtpCodecCapability;

/**
 * The part of the routers' capabilities that Tandem uses. Sound has no retransmission: for Opus it costs packets and gains
 * nothing. Pictures have (`nack`, RTX), and ask for a whole picture anew where that was not enough (`pli`, `fir`). None has
 * bandwidth estimation (`transport-cc`, `goog-remb`): a media worker built on the machine answers neither, so a browser
 * goes by the loss that it is told of, under the fixed limits below. A test holds this against a real router.
 */
export const ROUTER_CAPABILITIES: ms.RtpCapabilities = {
  codecs: [
    { ...OPUS, rtcpFeedback: [] },
    { ...VP8, parameters: {}, rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'ccm', parameter: 'fir' }] },
    { kind: 'video', mimeType: 'video/rtx', clockRate: 90_000, preferredPayloadType: 102, parameters: { apt: 101 }, rtcpFeedback: [] },
  ],
  headerExtensions: (['audio', 'video'] as const).map((kind) => ({
    kind,
    uri: 'urn:ietf:params:rtp-hdrext:sdes:mid',
    preferredId: 1,
    preferredEncrypt: false,
    direction: 'sendrecv',
  })),
};

export interface VideoLimits {
  width: number; // pixels, at most
  height: number;
  frameRate: number; // pictures a second, at most
  bitrate: number; // bits a second, at most
}

/** Small text on a screen must stay legible; a face need not be large. */
export const VIDEO_LIMITS: Record<'screen' | 'camera', VideoLimits> = {
  screen: { width: 1920, height: 1080, frameRate: 15, bitrate: 2_500_000 },
  camera: { width: 640, height: 360, frameRate: 25, bitrate: 800_000 },
};
