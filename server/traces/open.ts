import type { Config } from '../config.ts';
import type { Figure } from '../data-out/metrics.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { TellSpan } from './span.ts';

export interface Traces {
  /** Whether spans go anywhere. Where they don't, nobody makes any. */
  readonly on: boolean;
  /** Whether one more call is traced, by chance. */
  takes(): boolean;
  tell: TellSpan;
  figures(): Figure[];
  /** Sends what is left, as far as it is taken within seconds. */
  close(): Promise<void>;
}

export const NO_TRACES: Traces = { on: false, takes: () => false, tell: () => {}, figures: () => [], close: async () => {} };

/** Traces of calls, where it is said where they go. Nothing of OpenTelemetry is loaded otherwise. @param run names this run of the server */
export async function openTraces({ traces, ...config }: Config, { run, log }: { run: string; log: SocketLog }): Promise<Traces> {
  if (traces === null) return NO_TRACES;
  const { openExport } = await import('./export.ts');
  const { tell, figures, close } = openExport({ url: traces.url, service: serviceName(config), run, log });
  return { on: true, takes: () => Math.random() < traces.share, tell, figures, close };
}

/** Where all of it runs in one program, it is one service. */
function serviceName({ node, center, roles }: Pick<Config, 'node' | 'center' | 'roles'>): string {
  if (node !== null) return 'tandem-media';
  if (center !== null) return 'tandem-center';
  if (!roles.has('routing')) return 'tandem-web';
  return roles.has('media') && roles.has('web') ? 'tandem' : 'tandem-routing';
}
