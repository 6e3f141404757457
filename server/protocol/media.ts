import type { types as ms } from 'mediasoup-client';
import { z } from 'zod';
import { type Ack, CallId, Token } from './common.ts';

/**
 * Caller or agent ↔ media server: Socket.IO namespace `/media`. The handshake's `auth` is `{ ticket }`: a signed,
 * short-lived statement of the routing server that its bearer is this party of this call.
 * Order: `join` → `connect-transport` and `produce` as mediasoup-client asks → `consume` from the server.
 */
export const MEDIA_NAMESPACE = '/media';

export const Party = z.enum(['caller', 'agent']);
export type Party = z.infer<typeof Party>;
/** What a ticket says. `token` is the fencing token of the agent's reservation; 0 for the caller. */
export const TicketClaims = z.object({ callId: CallId, party: Party, token: Token });
export type TicketClaims = z.infer<typeof TicketClaims>;

/** mediasoup's own structures: their shape is checked by mediasoup, their size and kind here. */
const opaque = <T>() =>
  z.custom<T>(
    (value) => typeof value === 'object' && value !== null && JSON.stringify(value).length < 16_384,
    'is not an object, or is too large',
  );

export const Join = z.object({ rtpCapabilities: opaque<ms.RtpCapabilities>() });
export const ConnectTransport = z.object({ transportId: z.string().max(64), dtlsParameters: opaque<ms.DtlsParameters>() });
export const Produce = z.object({ transportId: z.string().max(64), rtpParameters: opaque<ms.RtpParameters>() });
export const TransportRef = z.object({ transportId: z.string().max(64) });
export const SetMuted = z.object({ muted: z.boolean() });
export type Join = z.infer<typeof Join>;
export type ConnectTransport = z.infer<typeof ConnectTransport>;
export type Produce = z.infer<typeof Produce>;
export type TransportRef = z.infer<typeof TransportRef>;
export type SetMuted = z.infer<typeof SetMuted>;

export type TransportParameters = Pick<ms.TransportOptions, 'id' | 'iceParameters' | 'iceCandidates' | 'dtlsParameters'>;
export interface ConsumeParameters {
  consumerId: string;
  producerId: string;
  rtpParameters: ms.RtpParameters;
  from: Party;
}

export interface PartyToMedia {
  /** Sent first; gives what the Device must be loaded with. The same for every router. */
  capabilities: (message: Record<string, never>, ack: (ack: Ack<{ routerRtpCapabilities: ms.RtpCapabilities }>) => void) => void;
  join: (message: Join, ack: (ack: Ack<{ send: TransportParameters; receive: TransportParameters }>) => void) => void;
  'connect-transport': (message: ConnectTransport, ack: (ack: Ack) => void) => void;
  produce: (message: Produce, ack: (ack: Ack<{ producerId: string }>) => void) => void;
  'restart-ice': (message: TransportRef, ack: (ack: Ack<{ iceParameters: ms.IceParameters }>) => void) => void;
  'set-muted': (message: SetMuted, ack: (ack: Ack) => void) => void;
}
export interface MediaToParty {
  /** Answered once the consumer exists in the browser; the server then lets it flow. */
  consume: (parameters: ConsumeParameters, ready: () => void) => void;
  /** The consumer of the other party is gone (they left or are joining anew). */
  'consumer-closed': (message: { consumerId: string }) => void;
  /** The router is gone (its worker died): drop both transports and join again on the same socket. */
  rejoin: () => void;
  /** The call is over, or the same party has joined from elsewhere. */
  closed: (message: { reason: 'call-ended' | 'replaced' }) => void;
  'other-muted': (message: { muted: boolean }) => void;
}
