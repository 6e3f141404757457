import { later } from '../../lib/later.tsx';

/** What only a call shows: no part of what a visitor loads who opens the card and looks at the form. */
export const CallView = later(() => import('./call-view.tsx').then((module) => module.CallView));
export const EndedView = later(() => import('./ended-view.tsx').then((module) => module.EndedView));
export const TextsView = later(() => import('./texts-view.tsx').then((module) => module.TextsView));
export const TextCallView = later(() => import('./text-call-view.tsx').then((module) => module.TextCallView));
export const WriteInstead = later(() => import('./write-instead.tsx').then((module) => module.WriteInstead));
export const CallSharesView = later(() => import('./call-shares-view.tsx').then((module) => module.CallSharesView));
export const Instead = later(() => import('./instead.tsx').then((module) => module.Instead));

/** Ahead of need, all of it: once a call has begun the network may be gone. */
export function fetchLaterViews(): void {
  for (const view of [CallView, EndedView, TextsView, TextCallView, WriteInstead, CallSharesView, Instead]) view.fetch();
}
