import type { Frame, Page } from '@playwright/test';

/** A tone of an alert comes with about -40 dB; what is a little of everything lies far below. */
const HEARD_DB = -60;
const UNHEARD_DB = -80;

interface Ears {
  /** How often the page has begun to sound something. */
  times: number;
  /** How strong each frequency has been at most, in dB. */
  levels: number[];
}

/**
 * From now on, what the page sounds by itself is measured at its way out to the speaker: not its audio elements, which `heard`
 * looks at. Only tests do so.
 */
export const listenForTones = (page: Page | Frame, frequencies: readonly number[]): Promise<void> =>
  page.evaluate(putOnEars, [...frequencies]);

/**
 * The same for a page that is not open yet and that nobody is to have touched: Playwright's looks at a page count as a touch, so
 * what it does is told by its sockets and its console until then. `triedToSound` resolves once it has, heard or not.
 */
export async function listenUntouched(page: Page, frequencies: readonly number[]): Promise<{ triedToSound: Promise<unknown> }> {
  await page.addInitScript(putOnEars, [...frequencies]);
  return { triedToSound: page.waitForEvent('console', (message) => message.text() === SOUND_IS_OVER) };
}
const SOUND_IS_OVER = 'A sound is over';

/** Resolves once a socket of the page has been told something with these words in it. */
export const isTold = (page: Page, words: string): Promise<unknown> =>
  new Promise((resolve) => {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (String(payload).includes(words)) resolve(payload);
      }),
    );
  });

/** How often the page has sounded something since `listenForTones`, and which of those frequencies were in it, and surely were not. */
export async function tonesSounded(page: Page | Frame): Promise<{ times: number; heard: number[]; unheard: number[] }> {
  const { times, levels, frequencies } = await page.evaluate(() => {
    const { alertEars, listenNow } = globalThis as typeof globalThis & {
      alertEars: Ears & { frequencies: number[] };
      listenNow: () => void;
    };
    listenNow();
    return alertEars;
  });
  const where = (is: (db: number) => boolean) => frequencies.filter((_, place) => is(levels[place] ?? -Infinity));
  return { times, heard: where((db) => db > HEARD_DB), unheard: where((db) => db < UNHEARD_DB) };
}

/** Runs in the page: everything it needs is inside. */
function putOnEars(frequencies: number[]): void {
  const FFT = 32_768; // 680 ms: longer than an alert
  const ears: Ears & { frequencies: number[] } = { times: 0, levels: frequencies.map(() => -Infinity), frequencies };
  Object.assign(globalThis, { alertEars: ears });
  const BACK_S = [0, 0.6, 1.2, 1.8, 2.4]; // steps that overlap
  const analysers = new WeakMap<BaseAudioContext, AnalyserNode[]>();
  const entries = new WeakMap<BaseAudioContext, GainNode>();
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...to: unknown[]) => AudioNode;
  const measure = (context: BaseAudioContext) => {
    for (const analyser of analysers.get(context) ?? []) {
      const spectrum = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(spectrum);
      for (const [place, hz] of frequencies.entries()) {
        const bin = Math.round((hz * FFT) / context.sampleRate);
        ears.levels[place] = Math.max(ears.levels[place] ?? -Infinity, ...spectrum.slice(bin - 1, bin + 2));
      }
    }
  };
  // What goes on and on, as a ring does, is never closed.
  const open = new Set<BaseAudioContext>();
  Object.assign(globalThis, { listenNow: () => open.forEach(measure) });
  /** What is sounded now, and what was up to seconds ago: however late a busy page comes to close it, each tone is in one of them. */
  const listenTo = (context: BaseAudioContext) => {
    const options = { fftSize: FFT, smoothingTimeConstant: 0 };
    const entry = new GainNode(context);
    const looks = BACK_S.map((delayTime) => {
      const analyser = new AnalyserNode(context, options);
      const delay = new DelayNode(context, { delayTime, maxDelayTime: 3 });
      connect.call(entry, delay);
      connect.call(delay, analyser);
      return analyser;
    });
    analysers.set(context, looks);
    open.add(context);
    ears.times += 1;
    entries.set(context, entry);
    return entry;
  };
  const close = AudioContext.prototype.close;
  AudioContext.prototype.close = async function (this: AudioContext) {
    measure(this);
    open.delete(this);
    await close.call(this);
    console.debug('A sound is over');
  };
  AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
    if (to[0] instanceof AudioDestinationNode) connect.call(this, entries.get(this.context) ?? listenTo(this.context));
    return connect.apply(this, to);
  } as typeof AudioNode.prototype.connect;
}
