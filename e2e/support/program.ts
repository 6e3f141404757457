import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { QUICK_NODE } from '../../server/testing/quick-node.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
/** The data of a fresh demo installation, made once for a run: hashing its passwords takes seconds. */
const template = path.join(root, '.tandem/e2e-template');
/** For programs that live for seconds: their source is not compiled once more each time. */
const BRIEFLY = { arguments: QUICK_NODE, environment: { NODE_COMPILE_CACHE: path.join(root, '.tandem/e2e-compiled') } };

/** The real program, as `npm start` runs it, on a free port and a folder of its own. */
export class Program {
  url = '';
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'tandem-e2e-'));
  readonly #environment: Record<string, string>;
  readonly #briefly: boolean;
  #process: ChildProcess | null = null;
  #port = '0';

  /** @param briefly made to start soon rather than to run fast: not for measurements */
  constructor(environment: Record<string, string> = {}, { briefly = false } = {}) {
    this.#environment = environment;
    this.#briefly = briefly;
  }

  /** Where its data are; to be touched only while it does not run. */
  get dataFolder(): string {
    return path.join(this.#folder, 'data');
  }

  /** @param past a file of this folder, a program that fills the data beforehand */
  async start(past?: string): Promise<void> {
    const data = this.dataFolder;
    if (!existsSync(data) && existsSync(template)) cpSync(template, data, { recursive: true });
    if (past !== undefined)
      await run(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, past), data]);
    await this.#run(data);
  }

  /** Keeps the data as it is, for the programs of the tests to start from. */
  async becomeTemplate(): Promise<void> {
    await this.end('SIGTERM');
    mkdirSync(path.dirname(template), { recursive: true });
    cpSync(path.join(this.#folder, 'data'), template, { recursive: true });
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const running = this.#process;
    this.#process = null;
    if (!running || running.exitCode !== null) return;
    const exited = once(running, 'exit');
    running.kill(signal);
    await exited;
  }

  async close(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #run(data: string): Promise<void> {
    const log = openSync(path.join(this.#folder, 'log'), 'a');
    const program: ChildProcess = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', ...(this.#briefly ? BRIEFLY.arguments : []), 'server/index.ts'],
      {
        cwd: root,
        env: {
          ...process.env,
          NODE_ENV: 'production',
          PORT: this.#port,
          TANDEM_DATA: data,
          TANDEM_MEDIA_PORT: '0',
          TANDEM_LOG: 'warn',
          ...(this.#briefly ? BRIEFLY.environment : {}),
          ...this.#environment,
        },
        stdio: ['ignore', 'pipe', log],
      },
    );
    this.#process = program;
    const { stdout } = program;
    if (!stdout) throw new Error('The program has no output');
    for await (const line of createInterface({ input: stdout })) {
      const [, url] = /is ready: (\S+)/.exec(line) ?? [];
      if (!url) continue;
      this.url = url;
      this.#port = new URL(url).port;
      stdout.resume();
      return;
    }
    // Its output may end a moment before the process does.
    if (program.exitCode === null && program.signalCode === null) await once(program, 'exit');
    throw new Error(`The program ended before it was ready, with ${program.signalCode ?? `code ${program.exitCode}`}`);
  }
}

/** For the begin of a run. Returns what its end does: the template is of no use to the next run, whose program may differ. */
export default async function prepare(): Promise<() => void> {
  rmSync(template, { recursive: true, force: true });
  const program = new Program({}, { briefly: true });
  await program.start();
  await program.becomeTemplate();
  await program.close();
  return () => rmSync(template, { recursive: true, force: true });
}
