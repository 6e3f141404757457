import type { Hono } from 'hono';
import { openAnnouncementStore } from '../data/announcements.ts';
import { openAuditLog } from '../data/audit.ts';
import type { PrismaClient } from '../data/database.ts';
import { type AnnouncementsApiOptions, openAnnouncementsApi, openSoundsApi, openSoundUploads } from '../http/announcements-api.ts';
import { AnnouncementBook } from './book.ts';

export interface Announcements {
  book: AnnouncementBook;
  parts: readonly (readonly [path: string, app: Hono])[];
  /** What takes sounds, which are no JSON and larger than other requests. */
  uploads: readonly (readonly [path: string, app: Hono])[];
}

export type AnnouncementsOptions = { prisma: PrismaClient } & Pick<AnnouncementsApiOptions, 'auth' | 'now' | 'widgets' | 'queueOf'>;

/** Announcements to those who wait: what administrators set, and what callers' pages are given of it. */
export async function openAnnouncements({ prisma, ...rest }: AnnouncementsOptions): Promise<Announcements> {
  const store = openAnnouncementStore(prisma);
  const book = await AnnouncementBook.open(store);
  const queueName = async (id: string) => (await prisma.queue.findUnique({ where: { id }, select: { name: true } }))?.name ?? id;
  const options = { ...rest, store, book, queueName, audit: openAuditLog(prisma) };
  return {
    book,
    parts: [
      ['/api/admin/announcements', openAnnouncementsApi(options)],
      ['/api/widget/announcements', openSoundsApi(options)],
    ],
    uploads: [['/api/admin/announcements', openSoundUploads(options)]],
  };
}
