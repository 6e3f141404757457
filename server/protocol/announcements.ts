import { z } from 'zod';
import { Id, QueueId, text } from './common.ts';
import { LOCALES, type Locale } from './locale.ts';
import { wholeNumber } from './queue.ts';

/** What those who wait in a queue are told at set times: words of the company, or their place, which their page knows. */

export const MOST_ANNOUNCEMENTS = 10;
export const LARGEST_SOUND_BYTES = 1024 * 1024;
/** No announcement comes again sooner than this. */
export const SHORTEST_REPEAT_S = 15;
const HOUR_S = 3600;

export const ANNOUNCEMENT_KINDS = ['words', 'place'] as const;
const LocaleName = z.enum(LOCALES);
const words = text(500).trim();

export const AnnouncementInput = z
  .object({
    name: text(80).trim().min(1, 'is needed'),
    kind: z.enum(ANNOUNCEMENT_KINDS), // place: "you are number 2, about 3 minutes", said by the page; it has no texts
    afterSeconds: wholeNumber(0, HOUR_S), // after the caller has begun to wait; 0: at once
    everySeconds: wholeNumber(SHORTEST_REPEAT_S, HOUR_S).nullable(), // then again each time; null: once
    minWaitSeconds: wholeNumber(1, HOUR_S).nullable(), // only while the wait is expected to be as long; null: always
    texts: z.object({ en: words, pt: words, fr: words }), // empty: none in that language
  })
  .superRefine(({ kind, texts }, context) => {
    if (kind === 'words' && Object.values(texts).every((each) => each === ''))
      context.addIssue({ code: 'custom', path: ['texts', 'en'], message: 'is needed in one language at least' });
  });
export type AnnouncementInput = z.infer<typeof AnnouncementInput>;

/** As its bytes say, whatever its name. */
export const SOUND_TYPES = ['audio/ogg', 'audio/mpeg', 'audio/wav', 'audio/mp4'] as const;
export type SoundType = (typeof SOUND_TYPES)[number];

const Sound = z.object({ hash: z.string(), type: z.enum(SOUND_TYPES), size: z.number().int() });
export type AnnouncementSound = z.infer<typeof Sound>;

export const Announcement = z.object({
  ...AnnouncementInput.shape,
  id: Id,
  queueId: QueueId,
  sounds: z.partialRecord(LocaleName, Sound),
});
export type Announcement = z.infer<typeof Announcement>;

/** GET /api/admin/announcements?queue=…, in their order. POST adds one at the end; PATCH and DELETE /:id. */
export const Announcements = z.object({ announcements: z.array(Announcement) });
export type Announcements = z.infer<typeof Announcements>;
export const NewAnnouncement = AnnouncementInput.safeExtend({ queueId: QueueId });
export type NewAnnouncement = z.infer<typeof NewAnnouncement>;
/** PUT /api/admin/announcements/order: all of a queue's, each once. */
export const AnnouncementOrder = z.object({ queueId: QueueId, ids: z.array(Id).max(MOST_ANNOUNCEMENTS) });
/** PUT, GET and DELETE /api/admin/announcements/:id/sounds/:locale: a recording of its words; the bytes themselves. */
export const SoundLocale = LocaleName;

/** As a waiting caller's page gets it. Times are milliseconds. */
export interface ToldAnnouncement {
  id: string;
  kind: (typeof ANNOUNCEMENT_KINDS)[number];
  afterMs: number;
  everyMs: number | null;
  minWaitMs: number | null;
  texts: Record<Locale, string>;
  /** Recordings of the words, by their hashes: GET /api/widget/announcements/:hash?key=…&call=… */
  sounds: Partial<Record<Locale, string>>;
}
