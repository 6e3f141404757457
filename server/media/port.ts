import type { MediaParty, NodeId } from '../protocol/media.ts';
import type { NodeLoad } from '../protocol/nodes.ts';
import type { Traceparent } from '../protocol/trace.ts';
import type { PartyFlow } from './call-bridge.ts';
import type { HearingPlan } from './plan.ts';
import type { QualitySummary } from './quality.ts';

/** The node within the program itself. */
export const HERE: NodeId = 'here';

/** What a conversation's room is to be, whole. */
export interface RoomWish extends HearingPlan {
  /** Reservation tokens of the agents who may be in. The caller always may. */
  tokens: readonly number[];
}

export const NOBODY_IN: RoomWish = { tokens: [], held: [], silenced: [], listeners: [] };

/** A recorded message, as a file. */
export interface Recorded {
  bytes: Buffer;
  durationMs: number;
}

/**
 * What media tells of conversations. `flow` comes on each change and has all parties that are in, in the order of their joining;
 * also when one leaves, is put on hold, or the worker dies.
 */
export type MediaEvent =
  | { kind: 'flow'; callId: string; parties: PartyFlow[] }
  /** A party has left (also for a moment, to come back): how good its line was while it was in. */
  | ({ kind: 'quality'; callId: string; party: MediaParty } & QualitySummary);

/** One media server, in this program or on another machine. A wish is said whole: saying it twice does no harm. */
export interface MediaNode {
  /** @param trace of the conversation, where it is traced */
  follow(callId: string, wish: RoomWish, trace?: Traceparent): void;
  /** Puts all parties out. Does nothing when the room is not open. @param reason `moved`: they have tickets for another node */
  close(callId: string, reason: 'call-ended' | 'moved'): void;
  /** A room whose only party hears itself, until it leaves or the time is over. @param onOver called once */
  openEcho(room: string, lifeMs: number, onOver: () => void): void;
  /** A room that records its only party. @param onOver called once; null when nothing was heard */
  openRecording(room: string, onOver: (recorded: Recorded | null) => void): void;
  /** Ends a room of one party. Does nothing when it is over. */
  endAlone(room: string): void;
  load(): NodeLoad;
}
