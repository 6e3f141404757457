import { z } from 'zod';
import { CenterId, QueueId, Time, text, type WireError } from './common.ts';
import { LOCALES, type Locale } from './locale.ts';

/**
 * Publishable keys of the widget: a site's tag names one, and the key says where it may stand, which queues it reaches, and how
 * it looks. It is no secret, anybody can read it in the page; what keeps others from using it is the list of sites.
 */

export const WidgetKeyId = z.string().regex(/^pk_[A-Za-z0-9]{4,40}$/, 'is not a widget key');

/** Where a page comes from: "https://shop.example", or "https://*.shop.example" for all below it. Kept as browsers write it. */
export const SiteOrigin = text(200)
  .trim()
  .transform((given, context) => {
    const origin = siteOrigin(given);
    if (origin !== null) return origin;
    context.addIssue('is not an address like https://shop.example');
    return z.NEVER;
  });

function siteOrigin(given: string): string | null {
  const wild = given.includes('://*.');
  const url = URL.parse(wild ? given.replace('://*.', '://any.') : given);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.href !== `${url.origin}/`) return null;
  // What a header of ours will carry has no other signs in it than a host's.
  if (!/^https?:\/\/[a-z0-9.:[\]-]+$/.test(url.origin)) return null;
  return wild ? url.origin.replace('://any.', '://*.') : url.origin;
}

/** One text in each language of the widget; empty: none in it. */
const inLanguages = (max: number) => z.object({ en: text(max).trim(), pt: text(max).trim(), fr: text(max).trim() });
const Color = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'is not a color like #0b6b7a');

export const POSITIONS = ['bottom-right', 'bottom-left'] as const;

export const WidgetKeyInput = z.object({
  name: text(120).trim().min(1, 'is needed'),
  origins: z.array(SiteOrigin).max(50, 'has more than 50 entries').nullable(), // null: any site. Our own pages may always
  queues: z.array(QueueId).min(1, 'is empty').max(200).nullable(), // null: all
  label: inLanguages(40), // the words on the button
  consent: inLanguages(2000), // what a caller is told before they start
  position: z.enum(POSITIONS),
  accent: Color.nullable(), // of the button and the card, where the page sets none
  onAccent: Color.nullable(), // what is written on it
  enabled: z.boolean(),
  standsIn: z.boolean(), // for tags that name no key; one key at most
  needsIdentity: z.boolean().default(false), // nobody calls by it of whom the site's server has not said who they are
  centerId: CenterId.nullable().default(null), // a center on machines of its own, whose entry it is for; null: the installation's
});
export type WidgetKeyInput = z.infer<typeof WidgetKeyInput>;

export const WidgetKey = WidgetKeyInput.extend({
  id: WidgetKeyId,
  origins: z.array(z.string()).nullable(),
  hasSecret: z.boolean(), // customers who are signed in at the site can be told from others
  oldSecretUntil: Time.nullable(), // the secret before this one is good as well until then; null: there is none
  createdAt: Time,
  server: z.string().nullable(), // where its tag loads the widget, an origin; null: where its page is shown
});
export type WidgetKey = z.infer<typeof WidgetKey>;

export const WidgetKeys = z.object({ keys: z.array(WidgetKey) });
export type WidgetKeys = z.infer<typeof WidgetKeys>;

/** POST /api/admin/widget-keys/:id/secret: what the site's server signs identity tokens with, shown this once. */
export const NewIdentitySecret = z.object({ key: WidgetKey, secret: z.string() });
export type NewIdentitySecret = z.infer<typeof NewIdentitySecret>;

/** DELETE /api/admin/widget-keys/:id/old-secret: the secret before is good no longer. Twice is fine. → WidgetKey */

/** How the tag draws its button: GET /embed/settings.js, or why there is to be none. */
export type ButtonSettings =
  | { ok: true; label: Record<Locale, string>; position: WidgetKey['position']; accent: string | null; onAccent: string | null }
  | { ok: false; error: WireError };

/** What the frame is given with its page. `consent` is in the page's language. */
export type FrameSettings =
  | { ok: true; consent: string | null; needsIdentity: boolean; accent: string | null; onAccent: string | null }
  | { ok: false; error: WireError };

/** GET /api/widget/settings?lang=…: what a page has to ask of its visitor before a call. `consent` is in that language, else in any. */
export const CallerSettings = z.object({ consent: z.string().nullable(), needsIdentity: z.boolean() });
export type CallerSettings = z.infer<typeof CallerSettings>;

/** A text in this language, else in English, else in any; null when there is none at all. */
export function textIn(texts: Record<Locale, string>, locale: Locale): string | null {
  return [locale, ...LOCALES].map((one) => texts[one]).find((each) => each !== '') ?? null;
}
