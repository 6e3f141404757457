const PLAIN_EVERY_MS = 10_000;
const TITLE_WIDTH = 14;

/**
 * One line for each step that has something to do: redrawn in place on a terminal, otherwise written
 * again every few seconds, so that a log neither floods nor falls silent.
 */
export class Progress {
  #label;
  #stream;
  #started = performance.now();
  #text = '';
  #lastPlain = Number.NEGATIVE_INFINITY;
  #timer;

  /**
   * @param {{ number: number, of: number, title: string }} step
   * @param {NodeJS.WriteStream} [stream]
   */
  constructor({ number, of, title }, stream = process.stdout) {
    this.#label = `[${number}/${of}] ${title.padEnd(TITLE_WIDTH)}`;
    this.#stream = stream;
    this.#timer = setInterval(() => this.#draw(), stream.isTTY ? 1000 : PLAIN_EVERY_MS);
    this.#timer.unref();
  }

  /**
   * @param {string} text what is being done now
   * @param {{ percent?: number }} [options]
   */
  say(text, { percent } = {}) {
    const isNewPhase = this.#text.split(',')[0] !== text;
    this.#text = percent === undefined ? text : `${text}, ${Math.floor(percent)} %`;
    if (isNewPhase || this.#stream.isTTY) this.#draw({ force: isNewPhase });
  }

  /** @param {string} text what was done */
  done(text) {
    this.#text = text;
    this.#draw({ force: true });
    this.close();
  }

  /** Leaves the last line as it is. */
  close() {
    clearInterval(this.#timer);
    if (this.#stream.isTTY) this.#stream.write('\n');
  }

  /** @param {{ force?: boolean }} [options] */
  #draw({ force = false } = {}) {
    if (!this.#text) return;
    const line = `${this.#label}  ${this.#text}  ${elapsed(performance.now() - this.#started)}`;
    if (this.#stream.isTTY) {
      this.#stream.write(`\r\x1b[K${line.slice(0, this.#stream.columns || 200)}`);
      return;
    }
    const now = performance.now();
    if (!force && now - this.#lastPlain < PLAIN_EVERY_MS - 500) return;
    this.#lastPlain = now;
    this.#stream.write(`${line}\n`);
  }
}

/** @param {number} ms */
export function elapsed(ms) {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
