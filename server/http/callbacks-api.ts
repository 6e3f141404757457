import { type Context, Hono } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { CallbackDesk } from '../callbacks/desk.ts';
import type { CallbackBook } from '../data/callback-book.ts';
import type { MessageBox } from '../data/left-messages.ts';
import type { MessageList } from '../data/message-list.ts';
import { ROLES } from '../protocol/api.ts';
import {
  AskSlots,
  BookCallback,
  type BookedCallbacks,
  type CallbackBooked,
  type CallbackJoined,
  CallbackRef,
  type CallbackView,
  MoveCallback,
  type Slots,
} from '../protocol/callbacks.ts';
import { Failure } from '../sockets/failure.ts';
import { addressOf } from './addresses.ts';
import type { Auth } from './auth.ts';
import { bodyOf, idOf, signedInAs } from './requests.ts';

export interface CallbacksApiOptions {
  auth: Auth;
  desk: CallbackDesk;
  book: CallbackBook;
  messages: { box: MessageBox; list: MessageList };
  queueName: (queueId: string) => string;
  now: () => number;
  /** Bookings that one address may make in a minute. */
  perMinute: number;
}

/** Whoever guesses links gets nowhere; whoever has one needs few requests. */
const LINK_REQUESTS_A_MINUTE = 120;
/** What a supervisor sees of the day. */
const LOOK_BACK_MS = 12 * 60 * 60 * 1000;
const LISTED = 100;
const linkTo = (token: string) => `/call/${token}`;

/** Callbacks: /api/widget/callbacks for whoever has a call's key, /api/callbacks/* for whoever has a link, the lists for those who serve them. */
export function openCallbacksApi({ auth, desk, book, messages, queueName, now, perMinute }: CallbacksApiOptions): Hono {
  const app = new Hono();
  const limited = (points: number) => {
    const limiter = new RateLimiterMemory({ points, duration: 60 });
    return (context: Context) =>
      limiter.consume(addressOf(context)).catch(() => {
        throw new Failure('too-many', 'Too many requests. Wait a minute, then try again.');
      });
  };
  const mayBook = limited(perMinute);
  const mayLook = limited(LINK_REQUESTS_A_MINUTE);

  app.post('/widget/callbacks/slots', async (context) => {
    const { key } = await bodyOf(AskSlots, context);
    const { queueId } = await messages.box.assertMayBook(key, now(), { whileWaiting: true });
    return context.json<Slots>(await desk.slots(queueId));
  });
  app.post('/widget/callbacks', async (context) => {
    await mayBook(context);
    const { key, slotAt, ...customer } = await bodyOf(BookCallback, context);
    const call = await messages.box.assertMayBook(key, now(), { whileWaiting: false });
    const token = await desk.book({ ...call, ...customer, fromCallId: key.callId }, slotAt);
    return context.json<CallbackBooked>({ path: linkTo(token), slotAt });
  });

  app.use('/callbacks/*', async (context, next) => {
    if (context.req.method === 'POST') await mayLook(context);
    await next();
  });
  const tokenOf = async (context: Context) => (await bodyOf(CallbackRef, context)).token;
  app.post('/callbacks/look', async (context) => context.json<CallbackView>(await desk.look(await tokenOf(context))));
  app.post('/callbacks/slots', async (context) => context.json<Slots>(await desk.slotsFor(await tokenOf(context))));
  app.post('/callbacks/cancel', async (context) => context.json<CallbackView>(await desk.cancel(await tokenOf(context))));
  app.post('/callbacks/move', async (context) => {
    const { token, slotAt } = await bodyOf(MoveCallback, context);
    return context.json<CallbackView>(await desk.move(token, slotAt));
  });
  app.post('/callbacks/join', async (context) => context.json<CallbackJoined>({ key: await desk.join(await tokenOf(context)) }));

  app.get('/callbacks', async (context) => {
    await signedInAs(auth, ['supervisor', 'administrator'], context);
    const rows = await book.list(now() - LOOK_BACK_MS, LISTED);
    const callbacks = rows.map(({ id, name, queueId, slotAt, state }) => ({ id, name, queueName: queueName(queueId), slotAt, state }));
    return context.json<BookedCallbacks>({ now: now(), callbacks });
  });
  app.post('/messages/:id/link', async (context) => {
    const who = await signedInAs(auth, ROLES, context);
    const { id: messageId, queueId, name, email } = await messages.list.forReturn(who, idOf(context));
    const agentId = who.role === 'agent' ? who.id : null;
    const token = await desk.invite({ queueId, name, email, agentId, messageId, createdById: who.id });
    return context.json({ path: linkTo(token) });
  });
  return app;
}
