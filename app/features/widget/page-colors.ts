import type { WidgetOptions } from './widget-options.ts';

/** The frame takes the page's own accent color and theme, set as properties: the security policy forbids inline styles. */
export function takePageColors({ accent, onAccent, theme }: WidgetOptions, root: HTMLElement = document.documentElement): void {
  if (theme !== null) root.dataset.theme = theme;
  if (accent === null || !CSS.supports('color', accent)) return;
  root.style.setProperty('--color-accent', accent);
  root.style.setProperty('--color-accent-hover', `color-mix(in oklab, ${accent} 85%, black)`);
  root.style.setProperty('--color-accent-soft', `color-mix(in oklab, ${accent} 14%, var(--color-surface))`);
  root.style.setProperty('--color-on-accent', onAccent !== null && CSS.supports('color', onAccent) ? onAccent : '#fff');
}
