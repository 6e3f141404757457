import { Hono } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { MessageBook } from '../data/left-messages.ts';
import { LeaveMessage, type LeftMessages } from '../protocol/messages.ts';
import { Failure } from '../sockets/failure.ts';
import { addressOf } from './addresses.ts';
import type { Auth } from './auth.ts';
import { bodyOf, signedInAs } from './requests.ts';

export interface MessagesApiOptions {
  auth: Auth;
  messages: MessageBook;
  now: () => number;
  /** Messages that one address may leave in a minute. */
  messagesPerMinute: number;
}

/** Messages of callers: POST /api/widget/messages for whoever has the call's key; the rest for supervisors and administrators. */
export function openMessagesApi({ auth, messages, now, messagesPerMinute }: MessagesApiOptions): Hono {
  const app = new Hono();
  const limiter = new RateLimiterMemory({ points: messagesPerMinute, duration: 60 });

  app.post('/widget/messages', async (context) => {
    await limiter.consume(addressOf(context)).catch(() => {
      throw new Failure('too-many', 'Too many messages were left from your address. Wait a minute, then try again.');
    });
    await messages.leave(await bodyOf(LeaveMessage, context), now());
    return context.json({});
  });
  app.get('/messages', async (context) => {
    await signedInAs(auth, ['supervisor', 'administrator'], context);
    return context.json<LeftMessages>(await messages.list());
  });
  app.post('/messages/:id/done', async (context) => {
    const who = await signedInAs(auth, ['supervisor', 'administrator'], context);
    await messages.done(context.req.param('id'), who.id, now());
    return context.json({});
  });
  return app;
}
