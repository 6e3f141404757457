import type { MediaParty, ShareSource } from '../../../server/protocol/media.ts';
import type { SharesSnapshot } from '../../lib/media/share-view.ts';

/** What is to be answered before anything is seen: somebody shows something, or wants to be shown something. */
export type SharePrompt =
  | { kind: 'offered'; key: string; producerId: string; name: string; source: ShareSource }
  | { kind: 'asked'; key: string; from: MediaParty; name: string; source: ShareSource };

export interface ShareView {
  prompts: SharePrompt[];
  /** Offers that were put off: they can still be taken. */
  putOff: { key: string; producerId: string; name: string; source: ShareSource }[];
  /** What is watched; `stream` is null while it is on its way. */
  pictures: { producerId: string; name: string; source: ShareSource; stream: MediaStream | null }[];
  /** What others were asked to show. */
  asked: { key: string; name: string; source: ShareSource; declined: boolean }[];
}

/** Names what is shown to whom: an offer that comes back after a hold is the same offer. */
export const keyOf = ({ from, source }: { from: MediaParty; source: ShareSource }) => `${source} ${from}`;

/** @param notNow offers that this party has put off, by `keyOf` */
export function shareView(
  { shares, asks, sentAsks }: Pick<SharesSnapshot, 'shares' | 'asks' | 'sentAsks'>,
  nameOf: (party: MediaParty) => string,
  notNow: ReadonlySet<string>,
): ShareView {
  const view: ShareView = { prompts: [], putOff: [], pictures: [], asked: [] };
  for (const { producerId, from, source, state, stream } of shares) {
    const key = keyOf({ from, source });
    const about = { producerId, name: nameOf(from), source };
    if (state !== 'offered') view.pictures.push({ ...about, stream });
    else if (notNow.has(key)) view.putOff.push({ key, ...about });
    else view.prompts.push({ kind: 'offered', key, ...about });
  }
  for (const { from, source } of asks)
    view.prompts.push({ kind: 'asked', key: `asked ${keyOf({ from, source })}`, from, name: nameOf(from), source });
  for (const { of, source, state } of sentAsks)
    view.asked.push({ key: keyOf({ from: of, source }), name: nameOf(of), source, declined: state === 'declined' });
  return view;
}
