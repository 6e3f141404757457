import type { Frame, Page } from '@playwright/test';

export interface Heard {
  /** The strongest frequency, within 6 Hz; null in silence. */
  hz: number | null;
  /** Root mean square of the last 40 ms or so, 0..1. A tone of `writeTone` gives about .35. */
  rms: number;
}

/**
 * What the audio elements of a page or frame play now. Only tests look at this: the page offers nothing for it but
 * the elements themselves. A fresh measurement needs 170 ms of sound, so ask again until it is as expected:
 * `await expect.poll(() => heard(page)).toEqual(...)`, or `waitForTone` and `waitForSilence`.
 */
export async function heard(where: Page | Frame): Promise<Heard> {
  const { hz, rms } = await where.evaluate(listen, []);
  return { hz, rms };
}

const TIMEOUT_MS = 10_000;
const TOLERANCE_HZ = 10;

/** Resolves when this tone is the strongest thing heard. */
export async function waitForTone(where: Page | Frame, hz: number, { timeoutMs = TIMEOUT_MS } = {}): Promise<void> {
  await until(where, ({ hz: peak }) => peak !== null && Math.abs(peak - hz) <= TOLERANCE_HZ, `${hz} Hz`, timeoutMs);
}

/**
 * Resolves when all of these tones are heard and none of those: for more than two people, of whom each has a tone. Of one that
 * is strong no other is taken for heard that lies 50 Hz or more away from it.
 */
export async function waitForTones(
  where: Page | Frame,
  { heard: present, not: absent = [] }: { heard: readonly number[]; not?: readonly number[] },
  { timeoutMs = TIMEOUT_MS } = {},
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const { levels } = await where.evaluate(listen, [...present, ...absent]);
    const fits = levels.every((db, place) => (place < present.length ? db > HEARD_DB : db < UNHEARD_DB));
    if (fits) return;
    if (performance.now() > deadline) {
      const found = levels.map((db, place) => `${[...present, ...absent][place]} Hz at ${Math.round(db)} dB`).join(', ');
      throw new Error(`Waited ${timeoutMs} ms for ${present.join(', ')} Hz and not ${absent.join(', ')} Hz; heard ${found}.`);
    }
  }
}

/** How strong each of these frequencies is in what is played now, in dB. */
export async function levelsOf(where: Page | Frame, frequencies: readonly number[]): Promise<number[]> {
  return (await where.evaluate(listen, [...frequencies])).levels;
}

/** A tone of `writeTone` comes with about -14 dB; what is a little of everything lies below -60 dB. */
const HEARD_DB = -32;
const UNHEARD_DB = -50;

export async function waitForSilence(where: Page | Frame, { timeoutMs = TIMEOUT_MS } = {}): Promise<void> {
  await until(where, ({ rms }) => rms < SILENCE, 'silence', timeoutMs);
}

const SILENCE = 0.001;

async function until(where: Page | Frame, fits: (heard: Heard) => boolean, what: string, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const now = await heard(where);
    if (fits(now)) return;
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs} ms for ${what}; heard ${JSON.stringify(now)}.`);
  }
}

/** The strongest of what is played now, and how strong each of these frequencies is in it, in dB. Runs in the page: everything it needs is inside. */
async function listen(frequencies: readonly number[]): Promise<Heard & { levels: number[] }> {
  const FFT = 8192; // 170 ms, 5.9 Hz apart
  const RMS_SAMPLES = 2048;
  const SILENCE = 0.001;
  interface Ears {
    context: AudioContext;
    analysers: Map<string, AnalyserNode>;
    /** Of elements that play a file. */
    captured: Map<HTMLMediaElement, MediaStream>;
  }
  const page = globalThis as typeof globalThis & { ears?: Ears };
  page.ears ??= { context: new AudioContext(), analysers: new Map(), captured: new Map() };
  const { context, analysers, captured } = page.ears;

  const streams = [...document.querySelectorAll('audio')]
    .filter((element) => !element.paused && !element.muted)
    .map((element) => {
      if (element.srcObject instanceof MediaStream) return element.srcObject;
      const stream = captured.get(element) ?? (element as HTMLAudioElement & { captureStream(): MediaStream }).captureStream();
      captured.set(element, stream);
      return stream;
    })
    .filter((stream) => stream.getAudioTracks().length > 0);
  for (const stream of streams) {
    if (analysers.has(stream.id)) continue;
    const analyser = new AnalyserNode(context, { fftSize: FFT, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(stream).connect(analyser);
    analysers.set(stream.id, analyser);
  }
  await new Promise((resolve) => setTimeout(resolve, 20)); // an animation frame would never come to a page in the background

  let best: Heard = { hz: null, rms: 0 };
  const levels = frequencies.map(() => -200);
  for (const stream of streams) {
    const analyser = analysers.get(stream.id);
    if (analyser === undefined) continue;
    const samples = new Float32Array(FFT);
    analyser.getFloatTimeDomainData(samples);
    const rms = Math.sqrt(samples.slice(-RMS_SAMPLES).reduce((sum, sample) => sum + sample * sample, 0) / RMS_SAMPLES);
    const spectrum = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(spectrum);
    const peak = spectrum.reduce((top, db, bin) => (db > (spectrum[top] ?? -Infinity) ? bin : top), 0);
    for (const [place, hz] of frequencies.entries()) {
      const bin = Math.round((hz * FFT) / context.sampleRate);
      levels[place] = Math.max(levels[place] ?? -200, ...spectrum.slice(bin - 1, bin + 2));
    }
    if (rms >= best.rms) best = { hz: rms < SILENCE ? null : (peak * context.sampleRate) / FFT, rms };
  }
  return { ...best, levels };
}
