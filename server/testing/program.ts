import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { QUICK_NODE } from './quick-node.ts';
import { Started } from './started.ts';

const WRONG_CLOCK = new URL('wrong-clock.ts', import.meta.url).href;

/** Tandem in a process of its own, on a port that stays the same over restarts. */
export class Program {
  readonly started: Started;
  readonly #environment: Record<string, string>;
  readonly #errors: 'inherit' | number;
  readonly #arguments: readonly string[];
  readonly #clockFile: string;
  #process: ChildProcessByStdio<null, Readable, null> | null = null;
  #ready: Promise<void> = Promise.resolve();

  /**
   * @param errors where its warnings go: a file's descriptor; left out, to this process's own
   * @param quick it starts quickly and then runs slowly, as suits tests and no measurement
   * @param clock its clock can be set
   */
  constructor(
    environment: Record<string, string>,
    { errors, quick = true, clock = false }: { errors?: number; quick?: boolean; clock?: boolean } = {},
  ) {
    this.started = new Started(environment);
    this.#environment = environment;
    this.#errors = errors ?? 'inherit';
    this.#clockFile = path.join(this.started.folder, 'clock');
    this.#arguments = [...(quick ? QUICK_NODE : []), ...(clock ? ['--import', WRONG_CLOCK] : [])];
  }

  /** Starts it, and waits until it answers. */
  async start(): Promise<void> {
    await this.begin();
    await this.ready();
  }

  /** Starts it, and waits until it answers or stands by. */
  async begin(): Promise<'ready' | 'standing-by'> {
    const { started } = this;
    const environment = { ...process.env, ...(await started.environment()), ...this.#environment, TEST_CLOCK_FILE: this.#clockFile };
    const child = spawn(process.execPath, [...this.#arguments, path.join(import.meta.dirname, 'run.ts')], {
      env: environment,
      stdio: ['ignore', 'pipe', this.#errors],
    }) as ChildProcessByStdio<null, Readable, null>;
    this.#process = child;
    const said = Promise.withResolvers<'ready' | 'standing-by'>();
    const ready = Promise.withResolvers<void>();
    child.once('exit', (code) => {
      const error = new Error(`The program ended before it was ready, with ${code}`);
      said.reject(error);
      ready.reject(error);
    });
    ready.promise.catch(() => {}); // it may stand by to its end
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [state, url = ''] = line.split(' ');
      this.#environment.PORT = new URL(url).port;
      this.started.tandem = { url, demo: true, drain: async () => {}, close: async () => {} };
      if (state === 'ready') ready.resolve();
      said.resolve(state === 'ready' ? 'ready' : 'standing-by');
    });
    this.#ready = ready.promise;
    return said.promise;
  }

  /** Of its process; null before its start. */
  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  /** Until it answers. */
  ready(): Promise<void> {
    return this.#ready;
  }

  /** Stops it in whatever it does, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process?.kill(signal);
  }

  /** Its machine's clock is off by so many ms from now on, also after a new start. Below 0: it is behind. */
  setClock(byMs: number): void {
    writeFileSync(this.#clockFile, String(byMs));
    this.#process?.kill('SIGUSR2');
  }

  /** Resolves with the code that it ends with by itself. */
  async ended(): Promise<number | null> {
    if (this.#process === null) return null;
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return this.#process.exitCode;
    const [code] = (await once(this.#process, 'exit')) as [number | null];
    return code;
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    if (!this.#process || this.#process.exitCode !== null || this.#process.signalCode !== null) return null;
    const exited = once(this.#process, 'exit') as Promise<[number | null]>;
    this.#process.kill(signal);
    const [code] = await exited;
    this.#process = null;
    return code;
  }

  async close(): Promise<void> {
    await this.end('SIGKILL');
    await this.started.close();
  }
}
