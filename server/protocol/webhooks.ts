import { z } from 'zod';
import { Time, text } from './common.ts';
import { PUBLIC_EVENTS } from './public-events.ts';

/**
 * Addresses that are told of events: a signed POST for each, tried again until it is taken. docs/webhooks.md tells who writes the
 * other side. For administrators.
 */

export const ALERT_EVENTS = ['alert-fired', 'alert-cleared', 'alert-acknowledged'] as const;
export const WEBHOOK_EVENTS = [...PUBLIC_EVENTS, ...ALERT_EVENTS] as const;
export const WebhookEvent = z.enum(WEBHOOK_EVENTS);
export type WebhookEvent = z.infer<typeof WebhookEvent>;

const url = text(500)
  .trim()
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'is not an address that begins with https://')
  .refine((value) => {
    if (!URL.canParse(value)) return true;
    const { username, password, hash } = new URL(value);
    return username + password + hash === '';
  }, 'holds more than an address: a name, password or #');

/** POST /api/admin/webhooks, PATCH and DELETE /api/admin/webhooks/:id. Addresses in the server's own network are refused. */
export const WebhookInput = z.object({
  name: text(120).trim().min(1, 'is needed'),
  url,
  events: z
    .array(WebhookEvent)
    .min(1, 'is needed')
    .max(WEBHOOK_EVENTS.length)
    .refine((events) => new Set(events).size === events.length, 'names something twice'),
  active: z.boolean(),
});
export type WebhookInput = z.infer<typeof WebhookInput>;

export const Webhook = z.object({
  ...WebhookInput.shape,
  id: z.string(),
  createdAt: Time,
  pending: z.number().int(), // deliveries that are still tried
  dead: z.number().int(), // that were given up
  /** After a new secret was made: until when the one before signs as well. null: it does not. */
  oldSecretUntil: Time.nullable(),
});
export type Webhook = z.infer<typeof Webhook>;
export const Webhooks = z.object({ webhooks: z.array(Webhook) });
/** So long the old secret of a webhook signs beside a new one: the other side has this time to change over. */
export const OLD_SECRET_HOURS = 24;
/** The answer to making one, and to POST …/:id/secret: what its requests are signed with, never told again. */
export const NewWebhook = z.object({ webhook: Webhook, secret: z.string() });
export type NewWebhook = z.infer<typeof NewWebhook>;

/** What went wrong with the last attempt. */
export const DELIVERY_PROBLEMS = ['forbidden-address', 'unreachable', 'too-slow', 'redirect', 'too-large', 'status', 'secret'] as const;
export const DELIVERY_STATES = ['pending', 'delivered', 'dead'] as const;
export const Delivery = z.object({
  id: z.string(),
  event: z.union([WebhookEvent, z.literal('ping')]),
  subject: z.string(), // the number of an event, the id of an alert
  state: z.enum(DELIVERY_STATES),
  attempts: z.number().int(),
  createdAt: Time,
  triedAt: Time.nullable(),
  nextAt: Time, // of a pending one
  deliveredAt: Time.nullable(),
  status: z.number().int().nullable(), // of the last answer
  problem: z.enum(DELIVERY_PROBLEMS).nullable(),
});
export type Delivery = z.infer<typeof Delivery>;
/** GET /api/admin/webhooks/:id/deliveries?state=…: newest first. POST …/:id/ping; POST …/deliveries/:id/again. */
export const DeliveriesQuery = z.object({ state: z.enum(DELIVERY_STATES).optional() });
export const DELIVERIES_LISTED = 100;
export const Deliveries = z.object({ deliveries: z.array(Delivery) });
