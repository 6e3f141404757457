import type { LineQuality, PartyQuality } from '../protocol/media.ts';
import { opinionOf, ratingOf } from './e-model.ts';

/** What a stream's counters say at one moment. `id` names the stream: another one counts from its own beginning. */
export interface Counters {
  id: string;
  /** Packets that have arrived (uplink) or were sent (downlink). */
  packets: number;
  lost: number;
  jitterMs: number;
  rttMs: number | null;
}

/** A pause sends a packet every 400 ms: so few say nothing about loss, and are counted together with what comes next. */
const ENOUGH_PACKETS = 25;

/** Makes shares of counters: what was lost since it was last told. */
export class LossMeter {
  readonly #direction: 'up' | 'down';
  #before: Counters | null = null;
  #loss = 0;

  constructor(direction: 'up' | 'down') {
    this.#direction = direction;
  }

  take(now: Counters): number {
    const before = this.#before;
    if (before === null || before.id !== now.id || now.packets < before.packets) {
      this.#before = now;
      return this.#loss;
    }
    const lost = Math.max(0, now.lost - before.lost);
    const packets = now.packets - before.packets;
    const expected = this.#direction === 'up' ? packets + lost : packets;
    if (expected < ENOUGH_PACKETS) return this.#loss;
    this.#before = now;
    this.#loss = Math.min(1, lost / expected);
    return this.#loss;
  }
}

/** What one party's line was like while it was in. */
export interface QualitySummary {
  samples: number;
  mosAverage: number;
  /** The opinion that 5 % of the samples were at or below. */
  mosWorst: number;
  lossUp: number; // averages, 0..1
  lossDown: number;
  jitterUpMs: number;
  jitterDownMs: number;
  rttMs: number | null;
}

type Sums = Record<'lossUp' | 'lossDown' | 'jitterUpMs' | 'jitterDownMs' | 'rttMs', { sum: number; count: number }>;

/** Follows one party's line from its joining to its leaving. */
export class QualityMeter {
  readonly #up = new LossMeter('up');
  readonly #down = new LossMeter('down');
  readonly #opinions: number[] = [];
  readonly #sums: Sums = {
    lossUp: { sum: 0, count: 0 },
    lossDown: { sum: 0, count: 0 },
    jitterUpMs: { sum: 0, count: 0 },
    jitterDownMs: { sum: 0, count: 0 },
    rttMs: { sum: 0, count: 0 },
  };

  /** One sample; null in a direction in which nothing flows. A line is as good as its worse direction. */
  take(up: Counters | null, down: Counters | null): Omit<PartyQuality, 'id' | 'overTcp'> {
    // The worker measures round trips on what it sends; it is the same line.
    const rttMs = down?.rttMs ?? up?.rttMs ?? null;
    const quality = {
      up: up && { loss: this.#up.take(up), jitterMs: up.jitterMs, rttMs },
      down: down && { loss: this.#down.take(down), jitterMs: down.jitterMs, rttMs },
    };
    const opinions = [quality.up, quality.down].filter((line) => line !== null).map((line) => opinionOf(ratingOf(line)));
    if (opinions.length === 0) return { ...quality, mos: null };
    const mos = Math.min(...opinions);
    this.#opinions.push(mos);
    this.#add('lossUp', quality.up?.loss);
    this.#add('lossDown', quality.down?.loss);
    this.#add('jitterUpMs', quality.up?.jitterMs);
    this.#add('jitterDownMs', quality.down?.jitterMs);
    this.#add('rttMs', rttMs);
    return { up: rounded(quality.up), down: rounded(quality.down), mos: round(mos, 2) };
  }

  /** null when there was nothing to measure. */
  summary(): QualitySummary | null {
    const opinions = this.#opinions.toSorted((a, b) => a - b);
    const worst = opinions[Math.floor((opinions.length - 1) * 0.05)];
    if (worst === undefined) return null;
    return {
      samples: opinions.length,
      mosAverage: opinions.reduce((sum, each) => sum + each, 0) / opinions.length,
      mosWorst: worst,
      lossUp: this.#average('lossUp') ?? 0,
      lossDown: this.#average('lossDown') ?? 0,
      jitterUpMs: this.#average('jitterUpMs') ?? 0,
      jitterDownMs: this.#average('jitterDownMs') ?? 0,
      rttMs: this.#average('rttMs'),
    };
  }

  #add(key: keyof Sums, value: number | null | undefined): void {
    if (value === null || value === undefined) return;
    this.#sums[key].sum += value;
    this.#sums[key].count += 1;
  }

  #average(key: keyof Sums): number | null {
    const { sum, count } = this.#sums[key];
    return count === 0 ? null : sum / count;
  }
}

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;
const rounded = (line: LineQuality | null): LineQuality | null =>
  line && { loss: round(line.loss, 3), jitterMs: round(line.jitterMs, 1), rttMs: line.rttMs === null ? null : round(line.rttMs, 0) };
