import { MACHINE_WORD_MS, type MediaWord } from '../protocol/machines.ts';
import { openOwnWord } from '../system/own-word.ts';
import type { MediaService } from './service.ts';

/** Packets are counted over so many words: a minute. */
const COUNTED_OVER = Math.round(60_000 / MACHINE_WORD_MS);

type Voice = MediaWord['voice'];

/** What a media server says of itself, each time it does. */
export function openMediaWord(service: Pick<MediaService, 'stats' | 'packets'>): { look(): MediaWord; close(): void } {
  const own = openOwnWord();
  const minute = lastMinute();
  return {
    look() {
      const { workers, transports } = service.stats();
      const up = workers.filter(({ state }) => state === 'up').length;
      return { ...own.look(), workers: { up, all: workers.length }, transports, voice: minute(service.packets.totals()) };
    },
    close: () => own.close(),
  };
}

/** @returns of totals since the start, looked at once a word, what came in the last minute; losses that were made good count as none */
export function lastMinute(): (totals: Voice) => Voice {
  const before: Voice[] = [];
  return (totals) => {
    const [first = totals] = before;
    before.push(totals);
    if (before.length > COUNTED_OVER) before.shift();
    const since = (direction: keyof Voice) => ({
      packets: Math.max(0, totals[direction].packets - first[direction].packets),
      lost: Math.max(0, totals[direction].lost - first[direction].lost),
    });
    return { up: since('up'), down: since('down') };
  };
}
