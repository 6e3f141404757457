import type { CallAudio } from '../../../app/lib/media/call-audio.ts';
import type { Call, Shares } from './types.ts';
import { clientError } from './wire.ts';

const NONE: Shares = { seen: [], own: [], asked: [] };

/** Screens and cameras, as a page sees them: who is meant is always the agents. */
export function sharesOf(audio: CallAudio | null): Shares {
  if (audio === null) return NONE;
  const { shares, ownShares, asks } = audio.snapshot();
  return {
    seen: shares.map(({ producerId: id, source, state, stream }) => ({ id, source, state, stream })),
    own: ownShares.map(({ source, state, stream, watchers }) => ({ source, state, stream, watched: watchers.length > 0 })),
    asked: asks.map(({ source }) => source),
  };
}

export const sameShares = (one: Shares, other: Shares): boolean =>
  same(one.seen, other.seen, ({ id, state, stream }) => [id, state, stream]) &&
  same(one.own, other.own, ({ source, state, stream, watched }) => [source, state, stream, watched]) &&
  same(one.asked, other.asked, (source) => [source]);

const same = <T>(one: readonly T[], other: readonly T[], parts: (each: T) => readonly unknown[]) =>
  one.length === other.length &&
  one.every((each, nth) => {
    const [mine, theirs] = [parts(each), parts(other[nth] as T)];
    return mine.every((part, at) => part === theirs[at]);
  });

/** What a page does about them. Without sound there is nobody to show anything to. */
export function shareActs(audio: () => CallAudio | null): Pick<Call, 'share' | 'stopShare' | 'watch' | 'unwatch' | 'declineShare'> {
  return {
    async share(source) {
      try {
        await audio()?.startShare(source);
      } catch (error) {
        throw clientError(error);
      }
    },
    stopShare: (source) => audio()?.stopShare(source),
    watch: (id) => audio()?.watch(id),
    unwatch: (id) => audio()?.unwatch(id),
    declineShare(source) {
      for (const ask of audio()?.asks ?? []) if (ask.source === source) audio()?.declineShare(ask.from, source);
    },
  };
}
