import type { FromFrame, ToFrame } from './frame-messages.ts';
import type { Words } from './words.ts';

/** How long the frame may take to say that it is there. */
const LOAD_MS = 15_000;
/** The card is no higher than this, whatever the frame says. */
const HIGHEST_PX = 1200;

export interface Card {
  element: HTMLElement;
  readonly loaded: boolean;
  load(): void;
  /** @returns whether the frame is there to hear it */
  send(message: ToFrame): boolean;
  focus(): void;
  has(focused: Element | null): boolean;
  destroy(): void;
}

interface CardOptions {
  words: Words;
  /** The frame's address, with what it is to know. */
  source: () => URL;
  hear: (message: FromFrame) => void;
}

export const make = <Kind extends keyof HTMLElementTagNameMap>(
  kind: Kind,
  parts: Partial<HTMLElementTagNameMap[Kind]> = {},
  ...children: Node[]
): HTMLElementTagNameMap[Kind] => {
  const element = Object.assign(document.createElement(kind), parts);
  element.append(...children);
  return element;
};

/** The card with the frame in it, which is loaded when it is first wanted. */
export function openCard({ words, source, hear }: CardOptions): Card {
  const note = make('div', { className: 'note', hidden: true });
  note.setAttribute('role', 'alert');
  const element = make('div', { className: 'at card', hidden: true }, note);
  let frame: HTMLIFrameElement | undefined;
  let origin = '';
  let ready = false;
  let giveUp: ReturnType<typeof setTimeout> | undefined;

  function load(): void {
    ready = false;
    note.hidden = true;
    frame?.remove();
    const address = source();
    origin = address.origin;
    frame = make('iframe', {
      title: words.call,
      allow: 'microphone; camera; display-capture; speaker-selection; fullscreen; autoplay',
      src: address.href,
    });
    element.prepend(frame);
    clearTimeout(giveUp);
    giveUp = setTimeout(() => !ready && sayNotLoaded(), LOAD_MS);
  }

  function sayNotLoaded(): void {
    const again = make('button', { type: 'button', textContent: words.again, onclick: load });
    note.replaceChildren(make('p', { textContent: words.failed }), again);
    note.hidden = false;
  }

  function take(event: MessageEvent<unknown>): void {
    const { data } = event;
    if (frame === undefined || event.source !== frame.contentWindow || event.origin !== origin) return;
    if (typeof data !== 'object' || data === null || !('tandem' in data)) return;
    const message = data as FromFrame;
    if (message.tandem === 'ready') {
      ready = true;
      note.hidden = true;
    }
    if (message.tandem === 'height' && message.height > 0)
      element.style.height = `${Math.min(Math.ceil(message.height) + 2, HIGHEST_PX)}px`;
    hear(message);
  }
  addEventListener('message', take);

  return {
    element,
    get loaded() {
      return frame !== undefined;
    },
    load,
    send(message) {
      if (ready) frame?.contentWindow?.postMessage(message, origin);
      return ready;
    },
    focus: () => frame?.focus(),
    has: (focused) => focused !== null && focused === frame,
    destroy() {
      clearTimeout(giveUp);
      removeEventListener('message', take);
    },
  };
}
