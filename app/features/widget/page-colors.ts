import type { WidgetOptions } from './widget-options.ts';

/** The frame takes the page's own accent color and theme, set as properties: the security policy forbids inline styles. */
export function takePageColors({ accent, onAccent, theme }: WidgetOptions, root: HTMLElement = document.documentElement): void {
  if (theme !== null) root.dataset.theme = theme;
  if (accent === null || !CSS.supports('color', accent)) return;
  root.style.setProperty('--color-accent', accent);
  root.style.setProperty('--color-accent-hover', `color-mix(in oklab, ${accent} 85%, black)`);
  root.style.setProperty('--color-accent-soft', `color-mix(in oklab, ${accent} 14%, var(--color-surface))`);
  // As text it must be readable on a light and on a dark card, whatever it is: its hue is kept, its lightness is bounded.
  root.style.setProperty('--color-accent-ink', `light-dark(oklch(from ${accent} min(l, 0.5) c h), oklch(from ${accent} max(l, 0.78) c h))`);
  root.style.setProperty('--color-on-accent', onAccent !== null && CSS.supports('color', onAccent) ? onAccent : '#fff');
}
