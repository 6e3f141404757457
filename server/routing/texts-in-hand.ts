import type { TimeInTexts } from '../protocol/formulas.ts';

/** When an agent had at least one text conversation in hand, from the answer to the end of wrap-up. Times in milliseconds. */
export class TextsInHand {
  readonly #held = new Set<string>();
  #spans: { from: number; to: number }[] = [];
  #since: number | null = null;

  take(callId: string, at: number): void {
    if (this.#held.size === 0) this.#since = at;
    this.#held.add(callId);
  }

  /** Twice is fine. */
  release(callId: string, at: number): void {
    if (!this.#held.delete(callId) || this.#held.size > 0 || this.#since === null) return;
    if (at > this.#since) this.#spans.push({ from: this.#since, to: at });
    this.#since = null;
  }

  between(from: number, to: number): number {
    const spans = this.#since === null ? this.#spans : [...this.#spans, { from: this.#since, to: Number.POSITIVE_INFINITY }];
    return spans.reduce((sum, span) => sum + Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)), 0);
  }

  /** Since a moment; null: none, neither then nor now. */
  since(moment: number): TimeInTexts | null {
    const ms = this.#spans.reduce((sum, span) => sum + Math.max(0, span.to - Math.max(moment, span.from)), 0);
    return ms === 0 && this.#since === null ? null : { ms, since: this.#since };
  }

  forgetBefore(moment: number): void {
    this.#spans = this.#spans.filter(({ to }) => to > moment);
  }
}
