import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type ReadyCase, readCase } from './read-case.ts';

const FOLDER = path.join(import.meta.dirname, 'cases');

/** The cases that come with Tandem, in the order of their files, each with a published figure to be reproduced. */
export function standardCases(): ReadyCase[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => readCase(path.join(FOLDER, file)));
}

/** A short form of a case, for a first look: wide intervals, the same warm-up. */
export function quick({ one, listed }: ReadyCase): ReadyCase {
  return { one: { ...one, seconds: Math.max(one.warmUpSeconds, one.seconds / 50), runs: Math.min(one.runs, 10) }, listed };
}
