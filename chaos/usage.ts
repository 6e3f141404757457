import { readdirSync, readFileSync } from 'node:fs';
import { childrenOf } from '../server/testing/processes.ts';

/** What a program with all processes that it has started takes of its machine. */
export interface Usage {
  memoryMb: number;
  descriptors: number;
}

export function usageOf(pid: number | null): Usage {
  const usage: Usage = { memoryMb: 0, descriptors: 0 };
  for (const one of pid === null ? [] : [pid, ...childrenOf(pid)]) {
    try {
      const status = readFileSync(`/proc/${one}/status`, 'utf8');
      usage.memoryMb += Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
      usage.descriptors += readdirSync(`/proc/${one}/fd`).length;
    } catch {
      // It has ended meanwhile.
    }
  }
  return usage;
}
