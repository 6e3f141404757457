import type { types as ms } from 'mediasoup-client';
import { z } from 'zod';
import { type Ack, CallId } from './common.ts';
import { PartyId } from './conversation.ts';

/**
 * A party of a conversation ↔ media server: Socket.IO namespace `/media`.
 *
 * The handshake is the join. Its `auth` is a `Handshake`: the ticket is a signed, short-lived statement of the routing
 * server that its bearer is this party of this conversation. The server answers with `joined` at once and with a `consume`
 * for each other party when (or as soon as) it sends; the browser sends `connect-transport` and `produce` without waiting
 * for each other. A handshake that is refused ends in `connect_error`, whose `data` is a `WireError`.
 *
 * Who hears whom is the routing server's business (hold, silence): the worker stops the packets, and the browsers are told
 * nothing of it here.
 */
export { MEDIA_NAMESPACE } from './media-codec.ts';

/** The only party of an echo room: it hears itself. */
export const ECHO = 'echo';
/** The only party of a room that records a message: nobody hears it there. */
export const RECORDED = 'recorded';
/** A supervisor who listens in, by their listening session. The other parties know of them only while they may hear them. */
export const ListenerId = z.string().regex(/^supervisor-[\w-]{1,64}$/, 'is not a supervisor who listens');
export type ListenerId = z.infer<typeof ListenerId>;
export const listenerParty = (sessionId: string): ListenerId => `supervisor-${sessionId}`;
export const isListener = (party: MediaParty): boolean => party.startsWith('supervisor-');
export const MediaParty = z.union([PartyId, ListenerId, z.literal(ECHO), z.literal(RECORDED)]);
export type MediaParty = z.infer<typeof MediaParty>;
/** Names a media node. */
export const NodeId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'may hold small letters, digits and - only');
export type NodeId = z.infer<typeof NodeId>;
/**
 * What a ticket says: the bearer is this party of this conversation. An agent's party holds their reservation's token. `node`:
 * where its room is, without one in the program that serves the pages; `url`: where that node is reached.
 */
export const TicketClaims = z.object({ callId: CallId, party: MediaParty, node: NodeId.optional(), url: z.url().optional() });
export type TicketClaims = z.infer<typeof TicketClaims>;
/** The fencing token of an agent's reservation; null of others. */
export const tokenOf = (party: MediaParty): number | null => (party.startsWith('agent-') ? Number(party.slice('agent-'.length)) : null);

/** What a party can show besides being heard: one of each at a time. */
export const ShareSource = z.enum(['screen', 'camera']);
export type ShareSource = z.infer<typeof ShareSource>;
export const SHARE_SOURCES = ShareSource.options;
export const MediaSource = z.enum(['microphone', ...SHARE_SOURCES]);
export type MediaSource = z.infer<typeof MediaSource>;

/** mediasoup's own structures: their shape is checked by mediasoup, their size and kind here. */
const opaque = <T>() =>
  z.custom<T>(
    (value) => typeof value === 'object' && value !== null && JSON.stringify(value).length < 16_384,
    'is not an object, or is too large',
  );

const hasOpus = ({ codecs }: ms.RtpCapabilities) =>
  Array.isArray(codecs) && codecs.some((codec) => codec?.mimeType?.toLowerCase() === 'audio/opus');

export const Handshake = z.object({
  ticket: z.string().min(1).max(2048),
  rtpCapabilities: opaque<ms.RtpCapabilities>().refine(hasOpus, 'has no Opus'),
});
export const ConnectTransport = z.object({ transportId: z.string().max(64), dtlsParameters: opaque<ms.DtlsParameters>() });
export const Produce = z.object({ transportId: z.string().max(64), source: MediaSource, rtpParameters: opaque<ms.RtpParameters>() });
export const TransportRef = z.object({ transportId: z.string().max(64) });
export const SetMuted = z.object({ muted: z.boolean() });
export const ShareRef = z.object({ producerId: z.string().max(64) });
export const StopShare = z.object({ source: ShareSource });
export const AskShare = z.object({ source: ShareSource, of: MediaParty });
/** `from`: who has asked. */
export const DeclineShare = z.object({ source: ShareSource, from: MediaParty });
/** A message without content. */
export const Nothing = z.record(z.string(), z.never());
export type Handshake = z.infer<typeof Handshake>;
export type ConnectTransport = z.infer<typeof ConnectTransport>;
export type Produce = z.infer<typeof Produce>;
export type TransportRef = z.infer<typeof TransportRef>;
export type SetMuted = z.infer<typeof SetMuted>;
export type ShareRef = z.infer<typeof ShareRef>;
export type StopShare = z.infer<typeof StopShare>;
export type AskShare = z.infer<typeof AskShare>;
export type DeclineShare = z.infer<typeof DeclineShare>;

export type TransportParameters = Pick<ms.TransportOptions, 'id' | 'iceParameters' | 'iceCandidates' | 'dtlsParameters'>;
export interface JoinedParameters {
  send: TransportParameters;
  receive: TransportParameters;
  you: MediaParty;
  /** The others who are in now. Who comes later is named by a `consume`, and begins unmuted. */
  parties: { id: MediaParty; muted: boolean }[];
}
export interface ConsumeParameters {
  consumerId: string;
  producerId: string;
  rtpParameters: ms.RtpParameters;
  kind: ms.MediaKind;
  from: MediaParty;
  source: MediaSource;
}
/** A screen or a camera that its owner shows. Nothing of it is sent to anybody who has not asked for it by `watch-share`. */
export interface OfferedShare {
  producerId: string;
  from: MediaParty;
  source: ShareSource;
}
/** One direction of a party's line, over the last seconds. */
export interface LineQuality {
  loss: number; // share of the packets, 0..1
  jitterMs: number;
  rttMs: number | null; // between the party and the media server; null until it is known
}
export interface PartyQuality {
  id: MediaParty;
  up: LineQuality | null; // what comes from the party; null: nothing does
  down: LineQuality | null; // what is sent to it; null: nothing is, it is alone or on hold
  /** Mean opinion score of the worse direction, 1 (bad) to 4.5 (excellent); null: nothing to measure. */
  mos: number | null;
  /** Its network lets no UDP through: the sound takes the slower way. */
  overTcp: boolean;
}
/** `moved`: the conversation is at another node, and the party has, or gets, a ticket for that. */
export const CLOSED_REASONS = ['call-ended', 'replaced', 'moved'] as const;
export type ClosedReason = (typeof CLOSED_REASONS)[number];

export interface PartyToMedia {
  'connect-transport': (message: ConnectTransport, ack: (ack: Ack) => void) => void;
  /** From the microphone at once; from a screen or a camera once its owner has chosen to show it: the others are offered it. */
  produce: (message: Produce, ack: (ack: Ack<{ producerId: string }>) => void) => void;
  'restart-ice': (message: TransportRef, ack: (ack: Ack<{ iceParameters: ms.IceParameters }>) => void) => void;
  /** A transport of the browser has failed for good: `joined` follows with new ones. */
  rejoin: (message: Record<string, never>, ack: (ack: Ack) => void) => void;
  'set-muted': (message: SetMuted, ack: (ack: Ack) => void) => void;
  /** The owner shows it no more. Doing it twice is doing it once. */
  'stop-share': (message: StopShare, ack: (ack: Ack) => void) => void;
  /** Lets an offered share flow to this party: a `consume` follows. */
  'watch-share': (message: ShareRef, ack: (ack: Ack) => void) => void;
  'unwatch-share': (message: ShareRef, ack: (ack: Ack) => void) => void;
  /** Asks another party to show something. They answer by sharing it or by `decline-share`; asking twice is asking once. */
  'ask-share': (message: AskShare, ack: (ack: Ack) => void) => void;
  'decline-share': (message: DeclineShare, ack: (ack: Ack) => void) => void;
}
export interface MediaToParty {
  /** Make these two transports and drop any that were there before. */
  joined: (parameters: JoinedParameters) => void;
  /** Answered once the consumer exists in the browser; the server then lets it flow. */
  consume: (parameters: ConsumeParameters, ready: () => void) => void;
  /** What another party sent is gone: they left, or are joining anew. */
  'consumer-closed': (message: { consumerId: string }) => void;
  /** The router is gone (its worker died): drop both transports; `joined` follows with new ones. */
  lost: () => void;
  /** The conversation is over, or the same party has joined from elsewhere, or this agent is no longer part of it. */
  closed: (message: { reason: ClosedReason }) => void;
  'party-muted': (message: { id: MediaParty; muted: boolean }) => void;
  'party-left': (message: { id: MediaParty }) => void;
  /** Somebody shows something to this party. Told again after each `joined`. */
  'share-offered': (share: OfferedShare) => void;
  /** It can't be watched any more. `ended`: its owner has stopped; otherwise it may be offered again (on hold, joining anew). */
  'share-closed': (message: { producerId: string; ended: boolean }) => void;
  /** To the owner: the server has stopped it, since it was far beyond its limits. */
  'share-stopped': (message: { source: ShareSource }) => void;
  'share-asked': (message: { from: MediaParty; source: ShareSource }) => void;
  'share-declined': (message: { from: MediaParty; source: ShareSource }) => void;
  /** To the owner: who is watching now. */
  'share-watchers': (message: { source: ShareSource; watchers: MediaParty[] }) => void;
  /** Every few seconds: how good the lines are; to agents of all parties, to the caller their own and of those whom they hear. */
  quality: (message: { parties: PartyQuality[] }) => void;
}
