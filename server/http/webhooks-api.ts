import { type Context, Hono } from 'hono';
import { ulid } from 'ulid';
import type { AuditLog } from '../data/audit.ts';
import type { EventLog } from '../data/event-log.ts';
import type { WebhookBook } from '../data/webhook-book.ts';
import { DeliveriesQuery, type Delivery, type NewWebhook, OLD_SECRET_HOURS, type Webhook, WebhookInput } from '../protocol/webhooks.ts';
import { newSecret } from '../sockets/keys.ts';
import { parse } from '../sockets/parse.ts';
import { assertMaySend, type MaySendTo } from '../webhooks/addresses.ts';
import { admission } from './admission.ts';
import type { Auth } from './auth.ts';
import { bodyOf, idOf } from './requests.ts';

export interface WebhooksApiOptions {
  auth: Auth;
  book: WebhookBook;
  events: EventLog;
  audit: AuditLog;
  may: MaySendTo;
  now: () => number;
}

/** Webhooks and what became of their deliveries, under /api/admin/webhooks: for administrators. */
export function openWebhooksApi({ auth, book, events, audit, may, now }: WebhooksApiOptions): Hono {
  const app = new Hono();
  const who = admission({ auth, audit, now, roles: ['administrator'], action: 'webhook-changed', subject: 'webhook' });
  const note = (actor: { id: string; name: string }, { id, name, url }: Webhook, change: string) =>
    audit.record({
      ...{ at: now(), actor, action: 'webhook-changed', outcome: 'done', centerId: null },
      subject: { kind: 'webhook', id, name },
      // The rest of an address may hold a secret of the other side.
      details: { change, host: new URL(url).host },
    });
  const input = async (context: Context) => {
    const sent = await bodyOf(WebhookInput, context);
    await assertMaySend(new URL(sent.url), may);
    return sent;
  };

  app.get('/', async (context) => {
    await who(context);
    return context.json<{ webhooks: Webhook[] }>({ webhooks: await book.list() });
  });
  app.post('/', async (context) => {
    const actor = await who(context);
    const secret = newSecret();
    const webhook = await book.create(await input(context), secret, await events.last(), now());
    try {
      await note(actor, webhook, 'created');
    } catch (error) {
      // One that is not written down must not be told anything.
      await book.remove(webhook.id);
      throw error;
    }
    return context.json<NewWebhook>({ webhook, secret });
  });
  app.patch('/:id', async (context) => {
    const actor = await who(context);
    const webhook = await book.change(idOf(context), await input(context), await events.last());
    await note(actor, webhook, 'changed');
    return context.json<Webhook>(webhook);
  });
  app.delete('/:id', async (context) => {
    const actor = await who(context);
    await note(actor, await book.remove(idOf(context)), 'deleted');
    return context.json({});
  });
  app.post('/:id/secret', async (context) => {
    const actor = await who(context);
    const secret = newSecret();
    const webhook = await book.renew(idOf(context), secret, now() + OLD_SECRET_HOURS * 60 * 60_000);
    await note(actor, webhook, 'secret renewed');
    return context.json<NewWebhook>({ webhook, secret });
  });
  app.post('/:id/ping', async (context) => {
    const actor = await who(context);
    const id = idOf(context);
    await book.deliveries(id, 'dead'); // it must be there
    await book.enqueue(id, [{ event: 'ping', subject: ulid(), data: { by: actor.name } }], now());
    return context.json({});
  });
  app.get('/:id/deliveries', async (context) => {
    await who(context);
    const { state } = parse(DeliveriesQuery, context.req.query());
    return context.json<{ deliveries: Delivery[] }>({ deliveries: await book.deliveries(idOf(context), state) });
  });
  app.post('/deliveries/:id/again', async (context) => {
    await who(context);
    await book.again(idOf(context), now());
    return context.json({});
  });
  return app;
}
