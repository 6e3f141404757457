import { centerKilled } from './center-killed.ts';
import { clockOff } from './clock-off.ts';
import { cutOff } from './cut-off.ts';
import { flood } from './flood.ts';
import { networkOut } from './network-out.ts';
import { routingEnded } from './routing-ended.ts';
import { routingKilled } from './routing-killed.ts';
import type { Row } from './row.ts';
import { postgresKilled, redisStopped } from './storage-killed.ts';
import { workerKilled } from './worker-killed.ts';

export const ROWS: readonly Row[] = [
  ...[routingKilled, routingEnded, postgresKilled, redisStopped, cutOff],
  ...[workerKilled, centerKilled, networkOut, clockOff, flood],
];
