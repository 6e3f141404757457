import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ServerLoad } from '../protocol/system.ts';

const RESOLUTION_MS = 20;

/** How busy this process is, from one look to the next. */
export function openOwnLoad(): { look(): Omit<ServerLoad, 'calls' | 'sockets'>; close(): void } {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let cpu = process.cpuUsage();
  let at = performance.now();
  return {
    look() {
      const { user, system } = process.cpuUsage(cpu);
      const now = performance.now();
      const elapsedMs = Math.max(1, now - at);
      cpu = process.cpuUsage();
      at = now;
      // It counts from one of its own ticks to the next; what is over that is delay.
      const late = delay.count === 0 ? 0 : delay.percentile(99) / 1e6 - RESOLUTION_MS;
      delay.reset();
      return {
        loopDelayMs: Math.max(0, Math.round(late * 10) / 10),
        cpuShare: Math.round(((user + system) / 1000 / elapsedMs) * 1000) / 1000,
        memoryBytes: process.memoryUsage.rss(),
      };
    },
    close: () => delay.disable(),
  };
}
