import type { ComponentType } from 'react';
import { later } from '../../lib/later.tsx';

let words = async () => {};

/** Where the words of these views come by themselves, each waits for them: in the frame, see app/frame/main.tsx. */
export function waitForWords(wait: () => Promise<void>): void {
  words = wait;
}

/** The sentences of errors are among them. */
export const fetchLaterWords = () => void words();

const withWords = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  later(async () => {
    const [view] = await Promise.all([load(), words()]);
    return view;
  });

/** What only a call shows: no part of what a visitor loads who opens the card and looks at the form. */
export const CallView = withWords(() => import('./call-view.tsx').then((module) => module.CallView));
export const EndedView = withWords(() => import('./ended-view.tsx').then((module) => module.EndedView));
export const TextsView = withWords(() => import('./texts-view.tsx').then((module) => module.TextsView));
export const TextCallView = withWords(() => import('./text-call-view.tsx').then((module) => module.TextCallView));
export const WriteInstead = withWords(() => import('./write-instead.tsx').then((module) => module.WriteInstead));
export const CallSharesView = withWords(() => import('./call-shares-view.tsx').then((module) => module.CallSharesView));
export const Instead = withWords(() => import('./instead.tsx').then((module) => module.Instead));
export const AnnouncementLine = withWords(() => import('./announcements/announcement-line.tsx').then((module) => module.AnnouncementLine));
export const RingBackView = withWords(() => import('./ring-back-view.tsx').then((module) => module.RingBackView));
export const RingBackOffer = withWords(() => import('./ring-back-view.tsx').then((module) => module.RingBackOffer));
export const GoOnUnconfirmed = withWords(() => import('./go-on-unconfirmed.tsx').then((module) => module.GoOnUnconfirmed));
/** Asked for by a press. */
export const MicrophoneCheck = withWords(() => import('../callback/microphone-check.tsx').then((module) => module.MicrophoneCheck));

/** Ahead of need, all of it: once a call has begun the network may be gone. */
export function fetchLaterViews(): void {
  for (const view of [CallView, EndedView, TextsView, TextCallView, WriteInstead, CallSharesView, Instead, RingBackView, RingBackOffer])
    view.fetch();
}
