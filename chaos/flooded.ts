import { MOST_OPEN } from '../server/abuse/intake.ts';
import type { Usage } from './usage.ts';

/** `transports`: asked for anew over one socket of a call, and `joins`: of a call by ever more sockets. */
export const FLOODS = ['messages', 'large', 'sockets', 'transports', 'joins'] as const;
export type Flood = (typeof FLOODS)[number];
/** Since it began: connections that were ended, and that were not let in, and messages that were refused with a typed error. */
export interface Flooded {
  sent: number;
  cutOff: number;
  refused: number;
}

/** Of a media server: the calls that it is flooded for have some, or nothing was looked at. */
export const isOfMedia = (kind: Flood): boolean => kind === 'transports' || kind === 'joins';

/** What was seen of a server while it was flooded, or just before; the most that it was. */
export interface Looked extends Usage {
  transports: number;
  answersMs: number[];
}

/** What is being read or let in, and what a runtime has not given back yet. */
const MORE_MEMORY_MB = 250;
/** Beside those that one address may have. */
const MORE_DESCRIPTORS = MOST_OPEN + 500;
/** A party has two; while they are made anew the ones before may be there still. */
const MORE_TRANSPORTS = 8;

/** What does not hold of a flood: that it was cut off or refused, alone, and cost the server nothing that grows. Pure. */
export function floodsFault(kind: Flood, flooded: Flooded, before: Looked, during: Looked, gone: readonly string[]): string[] {
  const faults = gone.map((party) => `${party} lost the connection during the flood of ${kind}`);
  if (flooded.sent === 0) faults.push(`there was no flood of ${kind}`);
  if (flooded.cutOff + flooded.refused === 0) faults.push(`the flood of ${kind} was never cut off`);
  const grown = (what: keyof Usage | 'transports', most: number, unit: string) => {
    const more = during[what] - before[what];
    if (more > most) faults.push(`the server took ${more.toFixed(0)} ${unit} more for the flood of ${kind}`);
  };
  grown('memoryMb', MORE_MEMORY_MB, 'MB');
  grown('descriptors', MORE_DESCRIPTORS, 'descriptors');
  grown('transports', MORE_TRANSPORTS, 'transports');
  if (isOfMedia(kind) && during.transports === 0) faults.push(`no transport was seen during the flood of ${kind}`);
  return faults;
}
