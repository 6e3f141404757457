/** What the processes of the benchmark say to each other. */

export const FLOODS = ['thousand', 'calls', 'tokens', 'contexts', 'requests'] as const;
export type FloodKind = (typeof FLOODS)[number];

export type ToServer = { kind: 'measure' };
export type FromServer =
  | { kind: 'listening'; url: string }
  | { kind: 'measured'; ms: number; cpuMs: number; loopLateP99Ms: number; refused: Record<string, number> };

export type ToFlood = { kind: 'flood'; flood: FloodKind; url: string } | { kind: 'stop' };
/** What came of what was sent: by code of the answer, `in`, or why the connection was lost. */
export type FromFlood = { kind: 'ready' } | { kind: 'stopped'; sent: number; answers: Record<string, number> };
