import { type Context, Hono } from 'hono';
import type { AnnouncementBook } from '../announcements/book.ts';
import { soundTypeOf } from '../announcements/sound-type.ts';
import type { AnnouncementStore } from '../data/announcements.ts';
import type { AuditLog } from '../data/audit.ts';
import {
  type Announcement,
  AnnouncementInput,
  AnnouncementOrder,
  type Announcements,
  LARGEST_SOUND_BYTES,
  NewAnnouncement,
  SoundLocale,
} from '../protocol/announcements.ts';
import { type CallId, QueueId } from '../protocol/common.ts';
import type { Locale } from '../protocol/locale.ts';
import { Failure } from '../sockets/failure.ts';
import type { WidgetGuard } from '../widget-keys/guard.ts';
import type { Auth, SignedIn } from './auth.ts';
import { soundAnswer } from './ranges.ts';
import { bodyOf, bytesOf, idOf, signedInAs } from './requests.ts';

export interface AnnouncementsApiOptions {
  auth: Auth;
  store: AnnouncementStore;
  book: AnnouncementBook;
  audit: AuditLog;
  queueName: (id: QueueId) => Promise<string>;
  widgets: Pick<WidgetGuard, 'keyOf'>;
  /** The queue that a conversation's call is in; null when there is none. */
  queueOf: (callId: CallId) => QueueId | null;
  now: () => number;
}

type Options = AnnouncementsApiOptions;
const FOR_EVER = 'private, max-age=31536000, immutable';

/** Announcements of queues, under /api/admin/announcements: for administrators. */
export function openAnnouncementsApi(options: Options): Hono {
  const { store } = options;
  const app = new Hono();
  const who = whoOf(options);
  const done = doneBy(options);

  app.get('/', async (context) => {
    await who(context);
    const queueId = QueueId.safeParse(context.req.query('queue'));
    return context.json<Announcements>({ announcements: queueId.success ? await store.list(queueId.data) : [] });
  });
  app.post('/', async (context) => {
    const actor = await who(context);
    const { queueId, ...input } = await bodyOf(NewAnnouncement, context);
    const made = await store.create(queueId, input);
    await done(actor, made.queueId, 'added', { name: made.name });
    return context.json<Announcement>(made);
  });
  app.put('/order', async (context) => {
    const actor = await who(context);
    const { queueId, ids } = await bodyOf(AnnouncementOrder, context);
    await store.order(queueId, ids);
    await done(actor, queueId, 'put in another order');
    return context.json({});
  });
  app.patch('/:id', async (context) => {
    const actor = await who(context);
    const changed = await store.change(idOf(context), await bodyOf(AnnouncementInput, context));
    await done(actor, changed.queueId, 'changed', { name: changed.name });
    return context.json<Announcement>(changed);
  });
  app.delete('/:id', async (context) => {
    const actor = await who(context);
    const { queueId, name } = await store.remove(idOf(context));
    await done(actor, queueId, 'removed', { name });
    return context.json({});
  });
  app.get('/:id/sounds/:locale', async (context) => {
    await who(context);
    const sound = await store.sound({ id: idOf(context), locale: localeOf(context) });
    if (!sound) throw new Failure('not-found', 'There is no such recording');
    return soundAnswer(sound.bytes, context.req.header('range'), { type: sound.type });
  });
  app.delete('/:id/sounds/:locale', async (context) => {
    const actor = await who(context);
    const locale = localeOf(context);
    const changed = await store.removeSound(idOf(context), locale);
    await done(actor, changed.queueId, 'recording removed', { name: changed.name, language: locale });
    return context.json<Announcement>(changed);
  });
  return app;
}

/** PUT /api/admin/announcements/:id/sounds/:locale, whose body is the file. What it is, its bytes say. */
export function openSoundUploads(options: Options): Hono {
  const app = new Hono();
  app.put('/:id/sounds/:locale', async (context) => {
    // Who it is comes first: nobody else may have us read a megabyte.
    const actor = await whoOf(options)(context);
    if (context.req.header('content-type') !== 'application/octet-stream')
      throw new Failure('bad-request', 'Send the recording itself, with the content type application/octet-stream');
    const locale = localeOf(context);
    const bytes = await bytesOf(context, LARGEST_SOUND_BYTES);
    if (bytes === null)
      throw new Failure('bad-request', 'The recording is larger than 1 MB. Choose a shorter one, or one of fewer bits a second.', 'sound');
    const type = soundTypeOf(bytes);
    if (type === null)
      throw new Failure('bad-request', 'This is no recording that browsers play. Choose an Ogg (Opus), MP3, WAV or M4A file.', 'sound');
    const changed = await options.store.setSound(idOf(context), locale, { type, bytes });
    await doneBy(options)(actor, changed.queueId, 'recording set', { name: changed.name, language: locale });
    return context.json<Announcement>(changed);
  });
  return app;
}

/**
 * GET /api/widget/announcements/:hash?key=…&call=…: a recording, for whoever has a key that reaches its queue, or a call that was
 * sent on to it. Its address is its content's: nothing that is kept of it can be out of date.
 */
export function openSoundsApi({ book, widgets, queueOf }: Options): Hono {
  const app = new Hono();
  app.get('/:hash', async (context) => {
    const { req } = context;
    const { queues } = widgets.keyOf({ named: req.query('key'), origin: req.header('origin'), host: req.header('host') });
    const hash = req.param('hash');
    const holders = book.holdersOf(hash);
    const sentTo = queueOf(req.query('call') ?? '');
    const reached = queues === null || [...holders].some((id) => queues.includes(id)) || (sentTo !== null && holders.has(sentTo));
    const sound = reached ? await book.sound(hash) : null;
    if (!sound) throw new Failure('not-found', 'There is no such recording');
    return soundAnswer(sound.bytes, req.header('range'), { type: sound.type, cache: FOR_EVER });
  });
  return app;
}

const whoOf =
  ({ auth }: Options) =>
  (context: Context) =>
    signedInAs(auth, ['administrator'], context);

/** Callers are told within a second, then it is written down. */
const doneBy =
  ({ book, audit, queueName, now }: Options) =>
  async ({ id, name }: SignedIn, queueId: QueueId, change: string, details: Record<string, string> = {}) => {
    await book.reload();
    await audit.record({
      ...{ at: now(), actor: { id, name }, action: 'announcement-changed', outcome: 'done', centerId: null },
      subject: { kind: 'queue', id: queueId, name: await queueName(queueId) },
      details: { change, ...details },
    });
  };

function localeOf(context: Context): Locale {
  const locale = SoundLocale.safeParse(context.req.param('locale'));
  if (!locale.success) throw new Failure('not-found', 'There is nothing here');
  return locale.data;
}
