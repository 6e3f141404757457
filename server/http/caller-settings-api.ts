import { Hono } from 'hono';
import { DEFAULT_LOCALE, localeOfTag, preferredLocale } from '../protocol/locale.ts';
import { type CallerSettings, textIn } from '../protocol/widget-keys.ts';
import type { WidgetGuard } from '../widget-keys/guard.ts';

/** GET /api/widget/settings?lang=…: what the key of a page asks of callers, for pages that draw their own. */
export function openCallerSettingsApi({ widgets }: { widgets: Pick<WidgetGuard, 'keyOf'> }): Hono {
  const app = new Hono();
  app.get('/', ({ req, json }) => {
    const key = widgets.keyOf({ named: req.query('key'), origin: req.header('origin'), host: req.header('host') });
    const locale = localeOfTag(req.query('lang')) ?? preferredLocale(req.header('accept-language')) ?? DEFAULT_LOCALE;
    return json<CallerSettings>({ consent: textIn(key.consent, locale), needsIdentity: key.needsIdentity });
  });
  return app;
}
