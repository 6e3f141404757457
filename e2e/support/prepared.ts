import { Program } from './program.ts';

/** Until then a test opens its pages, which takes the whole processor; later it waits for what it looks for. */
const LATER_MS = 3000;

/**
 * Programs for tests that set nothing, one at a time: it starts while the test before it runs, and ends while the next one does.
 * Each is of one test alone, as if it had started it.
 */
export class Prepared {
  #next: Promise<Program> | null = null;
  #soon: NodeJS.Timeout | null = null;
  readonly #ending: Promise<void>[] = [];

  async take(): Promise<Program> {
    const taken = this.#next ?? begin();
    this.#next = null;
    this.#soon = setTimeout(() => {
      this.#next = begin();
      // Whoever takes it is told.
      this.#next.catch(() => {});
    }, LATER_MS);
    return taken;
  }

  giveBack(program: Program): void {
    if (this.#soon !== null) clearTimeout(this.#soon);
    this.#ending.push(program.close());
  }

  async close(): Promise<void> {
    const left = await this.#next?.catch(() => null);
    await Promise.all([...this.#ending, left?.close()]);
  }
}

async function begin(): Promise<Program> {
  const program = new Program({}, { briefly: true });
  await program.start();
  return program;
}
