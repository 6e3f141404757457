import type { MediaParty, OfferedShare, ShareSource } from '../../../server/protocol/media.ts';

/** What another party shows. Nothing of it is sent here before `watch`. */
export interface SeenShare extends OfferedShare {
  state: 'offered' | 'opening' | 'watching';
  /** For a video element; there while `watching`. */
  stream: MediaStream | null;
}
/** What this party shows. */
export interface OwnShare {
  source: ShareSource;
  state: 'starting' | 'on';
  stream: MediaStream;
  watchers: readonly MediaParty[];
}
/** What this party asked another to show. */
export interface SentAsk {
  of: MediaParty;
  source: ShareSource;
  state: 'waiting' | 'declined';
}
export interface SharesSnapshot {
  shares: readonly SeenShare[];
  ownShares: readonly OwnShare[];
  /** What this party is asked to show, and has not answered. */
  asks: readonly { from: MediaParty; source: ShareSource }[];
  sentAsks: readonly SentAsk[];
}
export const NO_SHARES: SharesSnapshot = { shares: [], ownShares: [], asks: [], sentAsks: [] };
