import type { TimeInTexts } from '../protocol/formulas.ts';
import { quarterOf } from './quarters.ts';

/** So many spans are kept each for itself: no status is told so late that it would begin or end before them. */
const SPANS_APART = 32;

/** `ms`: how long of it a conversation was in hand. */
interface Span {
  from: number;
  to: number;
  ms: number;
}

/**
 * When an agent had at least one text conversation in hand, from the answer to the end of wrap-up. Times in milliseconds. What is
 * long past is kept by quarters of an hour, so that a day takes the same room however many conversations it had.
 */
export class TextsInHand {
  readonly #held = new Set<string>();
  #spans: Span[] = [];
  /** How many of the spans, from the first, are one for each quarter of an hour. */
  #merged = 0;
  #since: number | null = null;

  take(callId: string, at: number): void {
    if (this.#held.size === 0) this.#since = at;
    this.#held.add(callId);
  }

  /** Twice is fine. */
  release(callId: string, at: number): void {
    if (!this.#held.delete(callId) || this.#held.size > 0 || this.#since === null) return;
    if (at > this.#since) this.#add(this.#since, at);
    this.#since = null;
  }

  between(from: number, to: number): number {
    const spans = this.#since === null ? this.#spans : [...this.#spans, spanOf(this.#since, to)];
    return spans.reduce((sum, span) => sum + within(span, from, to), 0);
  }

  /** Since a moment; null: none, neither then nor now. */
  since(moment: number): TimeInTexts | null {
    const ms = this.#spans.reduce((sum, span) => sum + within(span, moment, span.to), 0);
    return ms === 0 && this.#since === null ? null : { ms, since: this.#since };
  }

  forgetBefore(moment: number): void {
    const kept = this.#spans.filter(({ to }) => to > moment);
    this.#merged = Math.max(0, this.#merged - (this.#spans.length - kept.length));
    this.#spans = kept;
  }

  #add(from: number, to: number): void {
    this.#spans.push(spanOf(from, to));
    if (this.#spans.length - this.#merged <= SPANS_APART) return;
    const oldest = this.#spans[this.#merged];
    const before = this.#spans[this.#merged - 1];
    if (!oldest) return;
    // One that goes over a quarter's end stays for itself: midnight may be there.
    if (before && quarterOf(before.from) === quarterOf(oldest.to)) {
      before.to = oldest.to;
      before.ms += oldest.ms;
      this.#spans.splice(this.#merged, 1);
    } else this.#merged += 1;
  }
}

const spanOf = (from: number, to: number): Span => ({ from, to, ms: Math.max(0, to - from) });

/** How much of a span's time is between two moments; of one that they cut, in proportion. */
function within(span: Span, from: number, to: number): number {
  const cut = Math.min(to, span.to) - Math.max(from, span.from);
  if (cut <= 0) return 0;
  return span.to === span.from ? 0 : (span.ms * cut) / (span.to - span.from);
}
