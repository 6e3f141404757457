import { type Context, Hono } from 'hono';
import type { ZodType } from 'zod';
import type { Enter } from '../abuse/entrance.ts';
import type { CallbackDesk } from '../callbacks/desk.ts';
import type { CallbackBook } from '../data/callback-book.ts';
import { type MessageBox, whoLeft } from '../data/left-messages.ts';
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
  /** How often callbacks are booked, and links followed: whoever guesses those gets nowhere. */
  enter: Enter;
}

/** What a supervisor sees of the day. */
const LOOK_BACK_MS = 12 * 60 * 60 * 1000;
const LISTED = 100;
const linkTo = (token: string) => `/call/${token}`;

/** Callbacks: /api/widget/callbacks for whoever has a call's key, /api/callbacks/* for whoever has a link, the lists for those who serve them. */
export function openCallbacksApi({ auth, desk, book, messages, queueName, now, enter }: CallbacksApiOptions): Hono {
  const app = new Hono();

  app.post('/widget/callbacks/slots', async (context) => {
    const { key } = await bodyOf(AskSlots, context);
    await enter('outlook', { address: addressOf(context), callId: key.callId });
    const { queueId } = await messages.box.assertMayBook(key, now(), { whileWaiting: true });
    return context.json<Slots>(await desk.slots(queueId));
  });
  app.post('/widget/callbacks', async (context) => {
    const { key, slotAt, timeZone, ...typed } = await bodyOf(BookCallback, context);
    await enter('callback', { address: addressOf(context), callId: key.callId, email: typed.email });
    const { queueId, caller } = await messages.box.assertMayBook(key, now(), { whileWaiting: false });
    const token = await desk.book({ queueId, caller: whoLeft(caller, typed), timeZone, fromCallId: key.callId }, slotAt);
    return context.json<CallbackBooked>({ path: linkTo(token), slotAt });
  });

  const linked = async <T extends { token: string }>(schema: ZodType<T>, context: Context): Promise<T> => {
    const asked = await bodyOf(schema, context);
    await enter('link', { address: addressOf(context), link: asked.token });
    return asked;
  };
  const tokenOf = async (context: Context) => (await linked(CallbackRef, context)).token;
  app.post('/callbacks/look', async (context) => context.json<CallbackView>(await desk.look(await tokenOf(context))));
  app.post('/callbacks/slots', async (context) => context.json<Slots>(await desk.slotsFor(await tokenOf(context))));
  app.post('/callbacks/cancel', async (context) => context.json<CallbackView>(await desk.cancel(await tokenOf(context))));
  app.post('/callbacks/move', async (context) => {
    const { token, slotAt } = await linked(MoveCallback, context);
    return context.json<CallbackView>(await desk.move(token, slotAt));
  });
  app.post('/callbacks/join', async (context) => context.json<CallbackJoined>({ key: await desk.join(await tokenOf(context)) }));

  app.get('/callbacks', async (context) => {
    await signedInAs(auth, ['supervisor', 'administrator'], context);
    const rows = await book.list(now() - LOOK_BACK_MS, LISTED);
    const callbacks = rows.map(({ id, caller: { name, verified = false }, queueId, slotAt, state }) => ({
      ...{ id, name, verified, queueName: queueName(queueId), slotAt, state },
    }));
    return context.json<BookedCallbacks>({ now: now(), callbacks });
  });
  app.post('/messages/:id/link', async (context) => {
    const who = await signedInAs(auth, ROLES, context);
    const { id: messageId, queueId, name, email } = await messages.list.forReturn(who, idOf(context));
    const agentId = who.role === 'agent' ? who.id : null;
    // Whoever has the link has the call, and it goes to an address that they typed: nobody has verified that it is them.
    const caller = { name, email, customerId: null, page: null, question: null };
    const token = await desk.invite({ queueId, caller, agentId, messageId, createdById: who.id });
    return context.json({ path: linkTo(token) });
  });
  return app;
}
