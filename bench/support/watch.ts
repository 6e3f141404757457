import type { Frame, Page } from '@playwright/test';

/** What a page noted, in milliseconds since the epoch: the clock that all processes of one machine share. */
export interface Note {
  what: string;
  at: number;
}

/** Sound is there when this much of full scale comes through; the test tones are at .35. */
const THRESHOLD = 0.02;
/** How often the page listens, ms. */
const POLL_MS = 4;

/** Makes every page and frame that this page opens from now on note what it sees and hears, and when. */
export async function watch(page: Page): Promise<void> {
  await page.context().addInitScript(watchInside, { threshold: THRESHOLD, pollMs: POLL_MS });
}

/** The notes taken since they were last asked for. */
export function takeNotes(where: Page | Frame): Promise<Note[]> {
  return where.evaluate(() => (globalThis as { takeNotes?: () => Note[] }).takeNotes?.() ?? []);
}

/** Resolves when the page has noted this. */
export async function noted(where: Page | Frame, what: string, timeoutMs = 20_000): Promise<void> {
  await where.waitForFunction((name) => (globalThis as { hasNoted?: (what: string) => boolean }).hasNoted?.(name), what, {
    timeout: timeoutMs,
    polling: 50,
  });
}

/** Runs in the page, before anything of the page's own: everything it needs is inside. */
function watchInside({ threshold, pollMs }: { threshold: number; pollMs: number }): void {
  let notes: Note[] = [];
  const note = (what: string, at = Date.now()) => {
    if (!notes.some((one) => one.what === what)) notes.push({ what, at });
  };
  Object.assign(globalThis, {
    takeNotes: () => {
      const taken = notes;
      notes = [];
      return taken;
    },
    hasNoted: (what: string) => notes.some((one) => one.what === what),
  });

  // The press as the browser took it in, before any script of the page had its turn.
  addEventListener(
    'click',
    (event) => {
      const button = event.target instanceof Element ? event.target.closest('button') : null;
      const name = button?.textContent?.trim() ?? '';
      const at = Date.now() - (performance.now() - event.timeStamp);
      if (name.startsWith('Start call')) note('pressed', at);
      if (name.startsWith('Accept')) note('pressed', at);
    },
    { capture: true },
  );

  // The offer: when its region is in the page, and when the frame that shows it has been drawn.
  const seeOffer = () => {
    if (document.querySelector('section[aria-label="Incoming call"]') === null) return;
    if (notes.some(({ what }) => what === 'offer in the page')) return;
    note('offer in the page');
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => note('offer drawn');
      port2.postMessage(null);
    });
  };
  new MutationObserver(seeOffer).observe(document, { childList: true, subtree: true });

  // Where the time goes: the microphone, and the first of each kind of message.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices) {
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      note('microphone open');
      return stream;
    };
  }
  // Socket.IO's text: `42/media,["joined",…` is an event, `43/widget,0[…` an acknowledgement.
  const kindOf = (data: unknown) => (typeof data === 'string' ? /^42\/([\w-]+)[^,]*,\d*\["([\w-]+)"/.exec(data) : null);
  const isAnswer = (data: unknown) => typeof data === 'string' && /^43\/(widget|cti)/.test(data);
  const Plain = globalThis.WebSocket;
  globalThis.WebSocket = class extends Plain {
    constructor(...parameters: ConstructorParameters<typeof WebSocket>) {
      super(...parameters);
      this.addEventListener('message', ({ data }) => {
        if (isAnswer(data)) note('acknowledged');
        const [, namespace, event] = kindOf(data) ?? [];
        if (namespace === undefined) return;
        if (namespace !== 'cti') return note(`${namespace} said “${event}”`);
        if (String(data).includes('"kind":"offer"')) note('center said “offer”');
        if (String(data).includes('"ticket":')) note('center said “call”');
      });
    }
    override send(data: string | Blob | BufferSource): void {
      const [, namespace, event] = kindOf(data) ?? [];
      if (namespace !== undefined) note(`sent “${event}”`);
      super.send(data);
    }
  };

  // Sound, as it comes out of the page's own audio element.
  if (!['/agent', '/embed'].includes(location.pathname)) return;
  const context = new AudioContext(); // running before the call, so that its start is not measured
  let ear: { stream: MediaStream; analyser: AnalyserNode } | null = null;
  const samples = new Float32Array(512); // 11 ms: nothing is missed between two looks
  setInterval(() => {
    const element = document.querySelector('audio');
    const stream = element?.srcObject instanceof MediaStream ? element.srcObject : null;
    if (stream === null || stream.getAudioTracks().length === 0) {
      ear = null;
      return;
    }
    if (ear?.stream !== stream) {
      note('other’s track there');
      ear = { stream, analyser: new AnalyserNode(context, { fftSize: samples.length }) };
      context.createMediaStreamSource(stream).connect(ear.analyser);
    }
    if (element?.paused || element?.muted) return;
    ear.analyser.getFloatTimeDomainData(samples);
    const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    if (rms > threshold) note('sound');
  }, pollMs);
}
