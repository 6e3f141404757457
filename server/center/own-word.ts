import type { CenterWord } from '../protocol/machines.ts';
import { openOwnWord } from '../system/own-word.ts';

/** What a center on a machine of its own says of itself, each time it does. */
export function openCenterWord(sources: { sockets: () => number; outbox: () => Promise<CenterWord['outbox']> }): {
  look(): Promise<CenterWord>;
  close(): void;
} {
  const own = openOwnWord();
  return {
    async look() {
      const outbox = await sources.outbox();
      return { ...own.look(), sockets: sources.sockets(), outbox };
    },
    close: () => own.close(),
  };
}
