import { callMark } from './call-mark.ts';
import { make, openCard } from './card.ts';
import { contextOf, LARGEST_CONTEXT } from './context.ts';
import type { CallStage, Context, FromFrame } from './frame-messages.ts';
import { lookOf, phoneIcon } from './look.ts';
import { settingsOf } from './settings.ts';
import type { Tandem, TandemEvents, TandemOptions } from './types.ts';
import { languageOf, wordsIn } from './words.ts';

const ACCENT = '#0b6b7a';
const ON_ACCENT = '#fff';
const LAST_WORD_MS = 500;

/**
 * Puts the button on this page. The same key at the same place twice is one button.
 * @throws TypeError when the address of the server can't be read, RangeError for a context that is too large
 */
export function createTandem(options: TandemOptions): Tandem {
  const server = new URL('/', options.url);
  const language = languageOf(options.lang);
  const words = wordsIn(language);
  const listeners = new Map<string, Set<(detail: never) => void>>();
  const mark = callMark(options.key ?? '');
  let kept = mark.get();
  let context = options.context === undefined ? null : checked(options.context);
  let identity = options.identity ?? null;
  let stage: CallStage = 'none';
  let isOpen = false;
  let gone = false;
  let wanted: { topic: string | null } | null = null;

  const host = make('div');
  const root = host.attachShadow({ mode: 'open' });
  const text = make('span');
  const dot = make('span', { className: 'dot', hidden: true });
  const launch = make('button', { type: 'button', className: 'at launch' }, phoneIcon(), text, dot);
  launch.setAttribute('aria-expanded', 'false');
  const card = openCard({ words, source, hear });
  let label = words.call;

  const tell = <Name extends keyof TandemEvents>(name: Name, detail: TandemEvents[Name]) => {
    for (const listener of listeners.get(name) ?? []) (listener as (detail: TandemEvents[Name]) => void)(detail);
  };

  /** What only the frame is to know goes behind the #, which is not sent to any server and stands in no log. */
  function source(): URL {
    const address = new URL('embed', server);
    const page = getComputedStyle(host);
    const put = (to: URLSearchParams, values: Record<string, string | undefined>) => {
      for (const [name, value] of Object.entries(values)) if (value) to.set(name, value.trim());
    };
    const { key, topic, theme, name, email, customerId } = options;
    put(address.searchParams, {
      ...{ key, origin: location.origin, topic, theme, lang: language },
      accent: page.getPropertyValue('--tandem-accent'),
      'on-accent': page.getPropertyValue('--tandem-on-accent'),
    });
    const known = new URLSearchParams();
    put(known, { name, email, customer: customerId, page: location.pathname });
    address.hash = known.toString();
    return address;
  }

  function hear(message: FromFrame): void {
    switch (message.tandem) {
      case 'ready':
        sayKnown();
        if (isOpen) card.send({ tandem: 'opened' });
        placeCall();
        break;
      case 'close':
        show(false);
        break;
      case 'call':
        say(message);
        break;
      case 'ring':
        ring(message.title);
        break;
      case 'keep':
        kept = message.mark;
        mark.set(kept);
        break;
      case 'message':
        tell('message', { text: String(message.text), from: String(message.from) });
        break;
      case 'identify':
        void sayIdentity();
        break;
      case 'refused':
        refuse(message.error);
        break;
    }
  }

  function say({ active, doing, unread, stage: next }: Extract<FromFrame, { tandem: 'call' }>): void {
    const news = Number.isInteger(unread) && unread > 0 ? ` (${Math.min(unread, 99)})` : '';
    text.textContent = active === true ? (words.doing[doing] ?? words.doing.talks) + news : label;
    dot.hidden = active !== true;
    const before = stage;
    stage = next;
    const goesOn = next === 'started' || next === 'connected';
    const isInCall = goesOn || next === 'kept';
    if (!leaving) mark.set(isInCall ? (kept ?? '1') : null);
    if (showOnceInCall && isInCall) {
      showOnceInCall = false;
      show(true);
    }
    if (goesOn && before !== 'started' && before !== 'connected') tell('call-started', undefined);
    if (next === 'connected' && before !== 'connected') tell('call-connected', undefined);
    if (next === 'ended' && before !== 'ended') tell('call-ended', undefined);
  }

  /** In the title of the tab, by turns with the page's own, and in the card. */
  function ring(title: string | null): void {
    stopRing();
    if (typeof title !== 'string' || gone) return;
    show(true);
    const own = document.title;
    const turn = () => {
      document.title = document.title === title ? own : title;
    };
    turn();
    const timer = setInterval(turn, 1000);
    stopRing = () => {
      clearInterval(timer);
      if (document.title === title) document.title = own;
      stopRing = () => {};
    };
  }
  let stopRing = () => {};

  const sayKnown = () => card.send({ tandem: 'known', context, identifies: !!identity, kept });

  async function sayIdentity(): Promise<void> {
    let token: string | null = null;
    let failed = false;
    try {
      token = typeof identity === 'function' ? await identity() : identity;
    } catch (error) {
      failed = true;
      console.error(error);
    }
    card.send({ tandem: 'identity', token, failed });
  }

  /** At once, or as soon as the frame is there. */
  function placeCall(): void {
    if (wanted !== null && card.send({ tandem: 'place-call', topic: wanted.topic })) wanted = null;
  }

  function show(next: boolean): void {
    if (gone || next === isOpen) return;
    const focusInside = card.has(root.activeElement);
    isOpen = next;
    if (isOpen && !card.loaded) card.load();
    card.element.hidden = !isOpen;
    launch.classList.toggle('under', isOpen);
    launch.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) card.focus();
    else if (focusInside) launch.focus();
    card.send({ tandem: isOpen ? 'opened' : 'minimized' });
    tell(isOpen ? 'opened' : 'closed', undefined);
  }

  function refuse(error: { code: string; message: string }): void {
    // For whoever builds the site; visitors are not bothered with it.
    console.error(`[Tandem] ${error.message} (${error.code}, key ${options.key ?? 'none'}, site ${location.origin})`);
    tell('refused', { code: error.code, message: error.message });
  }

  launch.addEventListener('click', () => show(!isOpen));
  card.element.addEventListener('keydown', (event) => event.key === 'Escape' && show(false));
  root.append(card.element, launch);

  // The page is going away, and with it the frame: what the frame says of that is not the end of the call.
  let leaving = false;
  const leave = () => {
    leaving = true;
  };
  const comeBack = () => {
    leaving = false;
  };
  addEventListener('pagehide', leave);
  addEventListener('pageshow', comeBack);

  // Beside the body and not in it: pages that change without being loaded put another body there, and a frame that is
  // moved is loaded anew. Where even that is replaced, it comes back.
  const keep = new MutationObserver(() => {
    if (!host.isConnected) stand();
  });
  const stand = () => {
    document.documentElement.append(host);
    keep.disconnect();
    for (const above of [document, document.documentElement]) keep.observe(above, { childList: true });
  };

  async function draw(): Promise<void> {
    const settings = await settingsOf(server, options.key);
    if (gone) return;
    if (!settings.ok) return refuse(settings.error);
    const position = options.position ?? settings.position;
    const id = `${options.key ?? ''} ${position}`;
    const others = [...document.querySelectorAll<HTMLElement>('[data-tandem]')].map((other) => other.dataset.tandem);
    if (others.includes(id)) return destroy();
    const below = others.filter((other) => other?.endsWith(position)).length;
    host.dataset.tandem = id;
    label = options.label || settings.label[language] || words.call;
    text.textContent = label;
    const { theme } = options;
    const scheme = theme === 'light' || theme === 'dark' ? theme : 'light dark';
    dress(root, lookOf({ left: position === 'bottom-left', below }, scheme, settings.accent ?? ACCENT, settings.onAccent ?? ON_ACCENT));
    stand();
    drawn = true;
    tell('ready', undefined);
    if (wanted !== null || openWhenDrawn) show(true);
    else if (kept !== null) {
      // A call went on when the page before was left. The frame knows whether it still does; till then nothing moves.
      showOnceInCall = true;
      card.load();
    }
  }
  let drawn = false;
  let openWhenDrawn = false;
  let showOnceInCall = false;

  function destroy(): void {
    if (gone) return;
    gone = true;
    stopRing();
    keep.disconnect();
    // The frame may say goodbye; nobody sees it any more.
    if (card.send({ tandem: 'hang-up' })) {
      host.style.display = 'none';
      delete host.dataset.tandem;
      setTimeout(() => host.remove(), LAST_WORD_MS);
    } else host.remove();
    card.destroy();
    removeEventListener('pagehide', leave);
    removeEventListener('pageshow', comeBack);
    if (drawn) mark.set(null);
    listeners.clear();
  }

  const open = () => {
    if (drawn) show(true);
    else openWhenDrawn = true;
  };
  void draw();
  return Object.freeze({
    open,
    close: () => {
      openWhenDrawn = false;
      show(false);
    },
    call(asked = {}) {
      if (asked.context !== undefined) context = checked(asked.context);
      if (asked.identity !== undefined) identity = asked.identity;
      wanted = { topic: asked.topic ?? options.topic ?? null };
      open();
      sayKnown();
      placeCall();
    },
    identify(next) {
      identity = next;
      sayKnown();
    },
    on(name, listener) {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(listener as (detail: never) => void));
      return () => void all.delete(listener as (detail: never) => void);
    },
    destroy,
  } satisfies Tandem);
}

function checked(given: Context): Context {
  const context = contextOf(given);
  if (context === null) throw new RangeError(`The context is no object, or has more than ${LARGEST_CONTEXT} bytes as JSON`);
  return context;
}

/** A constructed sheet is allowed where the page's security policy forbids inline styles. */
function dress(root: ShadowRoot, look: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(look);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(make('style', { textContent: look }));
  }
}
