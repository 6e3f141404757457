import { z } from 'zod';
import { Count, text } from './common.ts';

/**
 * What machines without the installation's database say of themselves over their links, as `machine`: every 5 s, and with each new
 * link. A routing server of before does not listen, and need not.
 */
export const MACHINE_WORD_MS = 5000;

export const MachineLoad = z.object({
  loopDelayMs: z.number().min(0).max(1e7), // how late the event loop was, 99 % of the time, at most
  cpuShare: z.number().min(0).max(10_000), // of one processor, since it said so last; media workers are not in it
  memoryBytes: z.number().int().nonnegative(),
});
export type MachineLoad = z.infer<typeof MachineLoad>;

const Machine = { host: text(255), version: text(40), upMs: z.number().min(0).max(1e13), load: MachineLoad };
const Packets = z.object({ packets: Count, lost: Count });

/** `voice`: packets of the last minute, from parties (up) and to them (down). */
export const MediaWord = z.object({
  ...Machine,
  workers: z.object({ up: Count, all: Count }),
  transports: Count,
  voice: z.object({ up: Packets, down: Packets }),
});
export type MediaWord = z.infer<typeof MediaWord>;

/** `outbox`: what happened at the center and is still to be told, ends of calls and agents' activity; null: not known yet. */
export const CenterWord = z.object({ ...Machine, sockets: Count, outbox: z.object({ calls: Count, activity: Count.nullable() }) });
export type CenterWord = z.infer<typeof CenterWord>;
