import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Started } from '../../server/testing/started.ts';
import type { FromServer, Look, ToServer } from './messages.ts';

/** The program in a process of its own, and how it is from within. */
export class Measured {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** @param settings by their names in the environment */
  static async start(settings: Record<string, string>, nodeArguments: readonly string[] = []): Promise<Measured> {
    const all = { TANDEM_CALLS_PER_MINUTE: '100000', ...settings };
    const child = fork(path.join(import.meta.dirname, 'server.ts'), [JSON.stringify(all)], {
      execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning', ...nodeArguments],
    });
    const { url } = await next(child, 'listening');
    return new Measured(child, url);
  }

  later(ms: number): void {
    this.#child.send({ kind: 'later', ms } satisfies ToServer);
  }

  async look(how: Extract<ToServer, { kind: 'look' }>['how']): Promise<Look> {
    const looked = next(this.#child, 'looked');
    this.#child.send({ kind: 'look', how } satisfies ToServer);
    return (await looked).look;
  }

  async close(): Promise<void> {
    if (!this.#child.connected) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}

/** To speak to it as browsers do. */
export function startedAt(url: string): Started {
  const started = new Started();
  started.tandem = { url, demo: true, drain: async () => {}, close: async () => {} };
  return started;
}

/** The next message of a kind; a process that ends before it is a failure. */
function next<Kind extends FromServer['kind']>(from: ChildProcess, kind: Kind): Promise<Extract<FromServer, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const take = (message: unknown) => {
      if ((message as FromServer).kind !== kind) return;
      from.off('message', take);
      from.off('exit', ended);
      resolve(message as Extract<FromServer, { kind: Kind }>);
    };
    const ended = (code: number | null) => reject(new Error(`The program ended with ${code}`));
    from.on('message', take);
    from.once('exit', ended);
  });
}
