import type { Board } from '../../server/protocol/board.ts';

/** Between the three processes of this benchmark. */

export type ToServer = { kind: 'traffic'; on: boolean } | { kind: 'measure' } | { kind: 'truth' };
export type FromServer =
  | { kind: 'listening'; port: number }
  /** Since the last `measure`: processor time, changes of rows, how late this process's own timers were (p99), by the clock. */
  | {
      kind: 'measured';
      ms: number;
      cpuMs: number;
      changes: number;
      timersLateMs: number;
      rows: { agents: number; calls: number; queues: number };
    }
  | { kind: 'truth'; board: Board };

export type ToWatchers = { kind: 'measure'; on: boolean } | { kind: 'cut'; ms: number } | { kind: 'compare'; board: Board };
export type FromWatchers =
  | { kind: 'watching' }
  | { kind: 'measured'; staleness: number[]; deltas: number; bytes: number; gaps: number }
  /** How long after the connection was there again each dashboard was up to date, ms. */
  | { kind: 'back'; ms: number[] }
  | { kind: 'compared'; same: number; different: string[] };
