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

/**
 * The part of the routers' capabilities that Tandem uses. No bandwidth estimation (`transport-cc`) and no
 * retransmission: for one Opus stream they cost packets and gain nothing. A test holds this against a real router.
 */
export const ROUTER_CAPABILITIES: ms.RtpCapabilities = {
  codecs: [{ ...OPUS, rtcpFeedback: [] }],
  headerExtensions: [
    { kind: 'audio', uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', preferredId: 1, preferredEncrypt: false, direction: 'sendrecv' },
  ],
};
