import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import { z } from 'zod';
import {
  ANNOUNCEMENT_KINDS,
  type Announcement,
  type AnnouncementInput,
  MOST_ANNOUNCEMENTS,
  SOUND_TYPES,
  type SoundType,
} from '../protocol/announcements.ts';
import type { QueueId } from '../protocol/common.ts';
import { LOCALES, type Locale } from '../protocol/locale.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';
import type { Prisma } from './generated/client.ts';

/** Announcements, as administrators set them. */
export interface AnnouncementStore {
  /** Of all queues that there are, or of one; each queue's in their order. */
  list(queueId?: QueueId): Promise<Announcement[]>;
  /** At the end. @throws Failure `not-found` for an unknown queue, `conflict` when it has as many as it can */
  create(queueId: QueueId, input: AnnouncementInput): Promise<Announcement>;
  /** @throws Failure `not-found`; `conflict` at a language whose words are taken away while it has a recording of them */
  change(id: string, input: AnnouncementInput): Promise<Announcement>;
  /** @throws Failure `not-found` */
  remove(id: string): Promise<Announcement>;
  /** @throws Failure `conflict` when these are not all of the queue's, each once: somebody else has added or removed one */
  order(queueId: QueueId, ids: readonly string[]): Promise<void>;
  /** @throws Failure `not-found`, `conflict` where there are no words in that language: a recording without them can't be read */
  setSound(id: string, locale: Locale, sound: { type: SoundType; bytes: Uint8Array }): Promise<Announcement>;
  /** @throws Failure `not-found` */
  removeSound(id: string, locale: Locale): Promise<Announcement>;
  /** null when nothing has it. */
  sound(which: { hash: string } | { id: string; locale: Locale }): Promise<{ type: SoundType; bytes: Uint8Array } | null>;
}

export function openAnnouncementStore(prisma: PrismaClient): AnnouncementStore {
  const one = async (id: string, tx: Prisma.TransactionClient = prisma): Promise<Announcement> => {
    const row = await tx.announcement.findUnique({ where: { id }, include: SOUNDS });
    if (!row) throw new Failure('not-found', 'There is no such announcement');
    return toAnnouncement(row);
  };
  /** One change at a time, of all queues: they are few, and places and numbers must come out right. */
  const changing = <T>(change: (tx: Prisma.TransactionClient) => Promise<T>): Promise<T> =>
    prisma.$transaction(async (tx) => {
      await tx.$executeRaw`LOCK TABLE "Announcement" IN SHARE ROW EXCLUSIVE MODE`;
      return change(tx);
    });

  return {
    async list(queueId) {
      const active = await prisma.queue.findMany({ where: { active: true, ...(queueId && { id: queueId }) }, select: { id: true } });
      const where = { queueId: { in: active.map(({ id }) => id) } };
      const rows = await prisma.announcement.findMany({ where, include: SOUNDS, orderBy: [{ place: 'asc' }, { id: 'asc' }] });
      return rows.map(toAnnouncement);
    },
    create: (queueId, input) =>
      changing(async (tx) => {
        if (!(await tx.queue.findFirst({ where: { id: queueId, active: true }, select: { id: true } })))
          throw new Failure('not-found', 'There is no such queue', 'queueId');
        const before = await tx.announcement.findMany({ where: { queueId }, select: { place: true } });
        if (before.length >= MOST_ANNOUNCEMENTS)
          throw new Failure('conflict', 'This queue has 10 announcements already. Remove one first.');
        const id = ulid();
        const place = Math.max(-1, ...before.map((each) => each.place)) + 1;
        await tx.announcement.create({ data: { id, queueId, place, ...columnsOf(input) } });
        return one(id, tx);
      }),
    change: (id, input) =>
      changing(async (tx) => {
        const { sounds } = await one(id, tx);
        const columns = columnsOf(input);
        const bare = LOCALES.find((locale) => sounds[locale] !== undefined && columns.texts[locale] === '');
        if (bare !== undefined) throw new Failure('conflict', 'has a recording; remove that first', `texts.${bare}`);
        await tx.announcement.update({ where: { id }, data: columns });
        return one(id, tx);
      }),
    async remove(id) {
      const removed = await one(id);
      await prisma.announcement.deleteMany({ where: { id } });
      return removed;
    },
    order: (queueId, ids) =>
      changing(async (tx) => {
        const known = (await tx.announcement.findMany({ where: { queueId }, select: { id: true } })).map(({ id }) => id);
        if (known.length !== ids.length || known.some((id) => !ids.includes(id)))
          throw new Failure('conflict', 'Somebody else has just added or removed an announcement. Look at the list again.');
        for (const [place, id] of ids.entries()) await tx.announcement.update({ where: { id }, data: { place } });
      }),
    setSound: (id, locale, { type, bytes }) =>
      changing(async (tx) => {
        if ((await one(id, tx)).texts[locale] === '')
          throw new Failure('conflict', 'Write the words in this language first, then add their recording.', 'sound');
        const data = { hash: createHash('sha256').update(bytes).digest('hex'), type, size: bytes.length, bytes: Uint8Array.from(bytes) };
        const where = { announcementId_locale: { announcementId: id, locale } };
        await tx.announcementSound.upsert({ where, create: { announcementId: id, locale, ...data }, update: data });
        return one(id, tx);
      }),
    async removeSound(id, locale) {
      await one(id);
      await prisma.announcementSound.deleteMany({ where: { announcementId: id, locale } });
      return one(id);
    },
    async sound(which) {
      const where = 'hash' in which ? which : { announcementId: which.id, locale: which.locale };
      const row = await prisma.announcementSound.findFirst({ where, select: { type: true, bytes: true } });
      return row && { type: Type.parse(row.type), bytes: row.bytes };
    },
  };
}

const SOUNDS = { sounds: { select: { locale: true, hash: true, type: true, size: true } } } as const;
type Row = Prisma.AnnouncementGetPayload<{ include: typeof SOUNDS }>;
const Type = z.enum(SOUND_TYPES);
const Texts = z.object({ en: z.string(), pt: z.string(), fr: z.string() });
const NO_TEXTS = { en: '', pt: '', fr: '' };

/** Where the page says the place, there is nothing else to say. */
const columnsOf = ({ name, kind, afterSeconds, everySeconds, minWaitSeconds, texts }: AnnouncementInput) => ({
  ...{ name, kind, afterSeconds, everySeconds, minWaitSeconds },
  texts: kind === 'place' ? NO_TEXTS : texts,
});

const toAnnouncement = ({ sounds, texts, kind, place: _, ...row }: Row): Announcement => ({
  ...row,
  kind: z.enum(ANNOUNCEMENT_KINDS).parse(kind),
  texts: Texts.parse(texts),
  sounds: Object.fromEntries(sounds.map(({ locale, hash, type, size }) => [locale, { hash, type: Type.parse(type), size }])),
});
