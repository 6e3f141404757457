/*
 * Tandem: the "Call us" button. One tag on any page:
 *   <script src="https://calls.example/widget.js" data-topic="sales" async></script>
 * Attributes: data-topic, data-name, data-email, data-customer-id, data-label ("Call us"),
 * data-position ("bottom-right", "bottom-left"), data-theme ("light", "dark"; without it, as the system has it),
 * data-lang ("en", "pt", "fr"; without it, the language of the page, else the browser's).
 * Colors: --tandem-accent, --tandem-on-accent, --tandem-ring on :root. Nothing is loaded before the first press.
 */
(() => {
  const tag = document.currentScript ?? document.querySelector('script[src*="/widget.js"]');
  if (!tag?.src || window.Tandem) return; // a second copy of the tag does nothing

  // Few enough to stand here: the frame has its own.
  const WORDS = {
    en: ['Call us', 'On call', 'Try again', 'This window could not be loaded. Check the connection, then try again.'],
    pt: ['Ligue-nos', 'Em chamada', 'Tentar de novo', 'Não foi possível carregar esta janela. Verifique a ligação e tente de novo.'],
    fr: ['Appelez-nous', 'En appel', 'Réessayer', 'Cette fenêtre n’a pas pu être chargée. Vérifiez la connexion, puis réessayez.'],
  };
  const lang = [tag.dataset.lang, document.documentElement.lang, ...navigator.languages]
    .map((each) => String(each).slice(0, 2).toLowerCase())
    .find((each) => each in WORDS);
  const [CALL_US, ON_CALL, TRY_AGAIN, NOT_LOADED] = WORDS[lang ?? 'en'];

  const { label = CALL_US, position, theme, topic, name, email, customerId } = tag.dataset;
  const atLeft = position === 'bottom-left';
  const frameUrl = new URL('embed', tag.src);
  const LOAD_MS = 15_000;

  const LOOK = `
    :host { all: initial; }
    * { box-sizing: border-box; }
    button, p { font: 500 15px/20px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; margin: 0; }
    .at { position: fixed; z-index: 2147483000; bottom: max(16px, env(safe-area-inset-bottom)); ${atLeft ? 'left' : 'right'}: 16px; }
    .launch {
      display: inline-flex; align-items: center; gap: 10px; height: 56px; padding: 0 22px 0 18px; border: 0; border-radius: 28px;
      background: var(--tandem-accent, #0b6b7a); color: var(--tandem-on-accent, #fff); cursor: pointer;
      box-shadow: 0 1px 3px rgb(0 0 0 / .24), 0 8px 24px rgb(0 0 0 / .18); transition: transform .12s, box-shadow .12s;
    }
    .launch:hover { transform: translateY(-1px); box-shadow: 0 2px 4px rgb(0 0 0 / .24), 0 12px 28px rgb(0 0 0 / .22); }
    .launch:focus-visible, .card button:focus-visible { outline: 3px solid var(--tandem-ring, #fff); outline-offset: -5px; }
    .launch svg { width: 22px; height: 22px; flex: none; }
    .dot { width: 10px; height: 10px; border-radius: 5px; background: currentColor; }
    .card {
      width: 360px; height: 520px; max-height: calc(100vh - 104px); max-height: calc(100dvh - 104px);
      bottom: calc(max(16px, env(safe-area-inset-bottom)) + 68px);
      border: 1px solid rgb(0 0 0 / .12); border-radius: 14px; overflow: hidden; background: Canvas; color: CanvasText; color-scheme: ${scheme()};
      box-shadow: 0 2px 8px rgb(0 0 0 / .12), 0 16px 48px rgb(0 0 0 / .22); transition: height .14s ease-out;
    }
    [hidden] { display: none !important; }
    iframe { display: block; width: 100%; height: 100%; border: 0; color-scheme: inherit; }
    .note { position: absolute; inset: 0; display: grid; gap: 12px; place-content: center; justify-items: center; padding: 24px; text-align: center; background: Canvas; }
    .note button { height: 40px; padding: 0 18px; border: 0; border-radius: 8px; background: var(--tandem-accent, #0b6b7a); color: var(--tandem-on-accent, #fff); cursor: pointer; }
    @media (max-width: 480px) {
      .card { inset: auto 0 0; width: 100%; max-height: 92vh; max-height: 92dvh; border-width: 1px 0 0; border-radius: 16px 16px 0 0; }
      .launch.under { visibility: hidden; }
    }
    @media (prefers-reduced-motion: reduce) { .launch, .card { transition: none; } }`;

  function scheme() {
    return theme === 'light' || theme === 'dark' ? theme : 'light dark';
  }

  const make = (kind, parts = {}, ...children) => {
    const element = Object.assign(document.createElement(kind), parts);
    element.append(...children);
    return element;
  };

  const PHONE =
    'M22 16.9v3a2 2 0 0 1-2.2 2 19.8 19.8 0 0 1-8.6-3.1 19.5 19.5 0 0 1-6-6A19.8 19.8 0 0 1 2.1 4.2 2 2 0 0 1 4.1 2h3a2 2 0 0 1 2 1.7c.1 1 .4 1.9.7 2.8a2 2 0 0 1-.5 2.1L8.1 9.9a16 16 0 0 0 6 6l1.3-1.3a2 2 0 0 1 2.1-.4c.9.3 1.8.6 2.8.7a2 2 0 0 1 1.7 2z';
  function icon() {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'aria-hidden': 'true' }))
      svg.setAttribute(key, value);
    svg.setAttribute('stroke-width', '2');
    svg.setAttribute('stroke-linecap', 'round');
    svg.setAttribute('stroke-linejoin', 'round');
    path.setAttribute('d', PHONE);
    svg.append(path);
    return svg;
  }

  const host = make('div');
  host.dataset.tandem = '';
  const root = host.attachShadow({ mode: 'open' });
  const words = make('span', { textContent: label });
  const dot = make('span', { className: 'dot', hidden: true });
  const launch = make('button', { type: 'button', className: 'at launch' }, icon(), words, dot);
  launch.setAttribute('aria-expanded', 'false');
  const note = make('div', { className: 'note', hidden: true });
  note.setAttribute('role', 'alert');
  const card = make('div', { className: 'at card', hidden: true }, note);
  let frame;
  let ready = false;
  let open = false;
  let giveUp;

  // A constructed sheet is allowed where the page's security policy forbids inline styles.
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOK);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(make('style', { textContent: LOOK }));
  }
  root.append(card, launch);

  /** What only the frame is to know goes behind the #, which is not sent to any server and stands in no log. */
  function source() {
    const url = new URL(frameUrl);
    const page = getComputedStyle(host);
    const put = (params, values) => {
      for (const [key, value] of Object.entries(values)) if (value) params.set(key, value.trim());
    };
    put(url.searchParams, {
      origin: location.origin,
      topic,
      theme,
      lang,
      accent: page.getPropertyValue('--tandem-accent'),
      'on-accent': page.getPropertyValue('--tandem-on-accent'),
    });
    const known = new URLSearchParams();
    put(known, { name, email, customer: customerId, page: location.pathname });
    url.hash = known;
    return url.href;
  }

  function load() {
    ready = false;
    note.hidden = true;
    frame?.remove();
    frame = make('iframe', {
      title: CALL_US,
      allow: 'microphone; camera; display-capture; speaker-selection; fullscreen; autoplay',
      src: source(),
    });
    card.prepend(frame);
    clearTimeout(giveUp);
    giveUp = setTimeout(() => !ready && sayNotLoaded(), LOAD_MS);
  }

  function sayNotLoaded() {
    const again = make('button', { type: 'button', textContent: TRY_AGAIN, onclick: load });
    note.replaceChildren(make('p', { textContent: NOT_LOADED }), again);
    note.hidden = false;
  }

  function show(next) {
    const focusInside = root.activeElement === frame;
    open = next;
    if (open && !frame) load();
    card.hidden = !open;
    launch.classList.toggle('under', open);
    launch.setAttribute('aria-expanded', String(open));
    if (open) frame.focus();
    else if (focusInside) launch.focus();
    send({ tandem: open ? 'opened' : 'minimized' });
  }

  const send = (message) => ready && frame.contentWindow?.postMessage(message, frameUrl.origin);

  launch.addEventListener('click', () => show(!open));
  card.addEventListener('keydown', (event) => event.key === 'Escape' && show(false));

  function hear({ origin, source, data }) {
    if (origin !== frameUrl.origin || !frame || source !== frame.contentWindow || typeof data !== 'object' || data === null) return;
    if (data.tandem === 'ready') {
      ready = true;
      note.hidden = true;
      send({ tandem: 'opened' });
    }
    if (data.tandem === 'height' && data.height > 0) card.style.height = `${Math.min(Math.ceil(data.height) + 2, 1200)}px`;
    if (data.tandem === 'close') show(false);
    if (data.tandem === 'call') {
      const unread = Number.isInteger(data.unread) && data.unread > 0 ? ` (${Math.min(data.unread, 99)})` : '';
      words.textContent = data.active === true ? ON_CALL + unread : label;
      dot.hidden = data.active !== true;
    }
  }
  addEventListener('message', hear);

  const draw = () => document.body.append(host);
  // For pages that change without being loaded anew.
  const remove = () => {
    host.remove();
    clearTimeout(giveUp);
    removeEventListener('message', hear);
    removeEventListener('DOMContentLoaded', draw);
    delete window.Tandem;
  };
  window.Tandem = Object.freeze({ open: () => show(true), close: () => show(false), remove });

  if (document.body) draw();
  else addEventListener('DOMContentLoaded', draw);
})();
