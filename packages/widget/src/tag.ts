import { contextOf } from './context.ts';
import { createTandem } from './tandem.ts';
import type { Context, Tandem, TandemOptions } from './types.ts';

/**
 * The script tag: reads its attributes, and hangs the button's API on the tag itself, so that the page gets no global from us.
 * Whoever wants it listens for `tandem:ready` on the tag or above, or reads `tag.tandem`.
 */
type Tag = HTMLScriptElement & { tandem?: Tandem };

const tag = (document.currentScript ?? document.querySelector('script[src*="/widget.js"]')) as Tag | null;
if (tag?.src && tag.tandem === undefined) {
  const tandem = createTandem(optionsOf(tag));
  tag.tandem = tandem;
  tandem.on('ready', () => tag.dispatchEvent(new CustomEvent('tandem:ready', { bubbles: true, detail: tandem })));
}

function optionsOf({ src, dataset }: HTMLScriptElement): TandemOptions {
  const { position, theme, context, ...rest } = dataset;
  return {
    ...rest,
    url: new URL('.', src).href,
    ...(position === 'bottom-left' || position === 'bottom-right' ? { position } : {}),
    ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
    ...(context === undefined ? {} : contextIn(context)),
  };
}

/** A context that can't be used is left out and said to whoever builds the site: the button is worth more. */
function contextIn(written: string): { context?: Context } {
  try {
    const context = contextOf(JSON.parse(written));
    if (context !== null) return { context };
  } catch {
    // Said below.
  }
  console.error('[Tandem] data-context is not a JSON object of at most 4096 bytes');
  return {};
}
