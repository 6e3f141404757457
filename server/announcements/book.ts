import { createHash } from 'node:crypto';
import type { AnnouncementStore } from '../data/announcements.ts';
import type { Announcement, SoundType, ToldAnnouncement } from '../protocol/announcements.ts';
import type { QueueId } from '../protocol/common.ts';
import type { Locale } from '../protocol/locale.ts';

type Sound = { type: SoundType; bytes: Uint8Array };
/** So many recordings, of 1 MB at most, are held ready: whoever waits fetches the same few. */
const HELD = 16;

/** The announcements as they are now, for those who wait. */
export class AnnouncementBook {
  readonly #store: Pick<AnnouncementStore, 'list' | 'sound'>;
  #queues: ReadonlyMap<QueueId, { rev: string; told: ToldAnnouncement[] }> = new Map();
  #holders: ReadonlyMap<string, ReadonlySet<QueueId>> = new Map();
  readonly #held = new Map<string, Sound>();

  private constructor(store: Pick<AnnouncementStore, 'list' | 'sound'>) {
    this.#store = store;
  }

  static async open(store: Pick<AnnouncementStore, 'list' | 'sound'>): Promise<AnnouncementBook> {
    const book = new AnnouncementBook(store);
    await book.reload();
    return book;
  }

  /** After each change. */
  async reload(): Promise<void> {
    const byQueue = Map.groupBy(await this.#store.list(), ({ queueId }) => queueId);
    this.#queues = new Map(
      [...byQueue].map(([queueId, list]) => {
        const told = list.map(toldOf);
        return [queueId, { told, rev: createHash('sha256').update(JSON.stringify(told)).digest('base64url').slice(0, 16) }];
      }),
    );
    const holders = new Map<string, Set<QueueId>>();
    for (const { queueId, sounds } of [...byQueue.values()].flat())
      for (const { hash } of Object.values(sounds)) holders.set(hash, (holders.get(hash) ?? new Set()).add(queueId));
    this.#holders = holders;
    for (const hash of this.#held.keys()) if (!holders.has(hash)) this.#held.delete(hash);
  }

  /** Another one whenever anything in the queue's list is another; null: nothing is announced in it. */
  revOf(queueId: QueueId): string | null {
    return this.#queues.get(queueId)?.rev ?? null;
  }

  told(queueId: QueueId): ToldAnnouncement[] {
    return this.#queues.get(queueId)?.told ?? [];
  }

  /** The queues in which a recording is played. */
  holdersOf(hash: string): ReadonlySet<QueueId> {
    return this.#holders.get(hash) ?? new Set();
  }

  /** null when no announcement has it. */
  async sound(hash: string): Promise<Sound | null> {
    if (!this.#holders.has(hash)) return null;
    const sound = this.#held.get(hash) ?? (await this.#store.sound({ hash }));
    if (sound === null) return null;
    // The one that nobody has asked for the longest makes room.
    this.#held.delete(hash);
    this.#held.set(hash, sound);
    const [oldest] = this.#held.keys();
    if (this.#held.size > HELD && oldest !== undefined) this.#held.delete(oldest);
    return sound;
  }
}

const toldOf = ({ id, kind, afterSeconds, everySeconds, minWaitSeconds, texts, sounds }: Announcement): ToldAnnouncement => ({
  ...{ id, kind, texts },
  afterMs: afterSeconds * 1000,
  everyMs: everySeconds === null ? null : everySeconds * 1000,
  minWaitMs: minWaitSeconds === null ? null : minWaitSeconds * 1000,
  sounds: Object.fromEntries(Object.entries(sounds).map(([locale, { hash }]) => [locale as Locale, hash])),
});
