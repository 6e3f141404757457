import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { type ListedCall, readArrivals } from './arrivals-csv.ts';
import { Case } from './case.ts';
import { CaseError } from './case-error.ts';

/** A case with everything that it names, ready to run; plain data, so that threads can be given it. */
export interface ReadyCase {
  one: Case;
  /** For each of its arrivals: the calls of its file; null when they are drawn. */
  listed: (ListedCall[] | null)[];
}

/**
 * Reads a case file and the files that it names. Nothing is run of a case with a fault.
 * @throws CaseError that names each field at fault
 */
export function readCase(file: string): ReadyCase {
  return readyCase(parseJson(read(file, file), file), file);
}

/** @param file where it came from: the files it names lie beside it */
export function readyCase(said: unknown, file: string): ReadyCase {
  const parsed = Case.safeParse(said);
  if (!parsed.success) throw new CaseError(file, faults(parsed.error, said));
  const one = parsed.data;
  const listed = one.arrivals.map((stream, nth) => {
    if (stream.csv === undefined) return null;
    const from = path.resolve(path.dirname(file), stream.csv);
    const dated = typeof said === 'object' && said !== null && 'startsAt' in said ? Date.parse(one.startsAt) : null;
    return readArrivals(read(from, file, `arrivals.${nth}.csv`), from, {
      queue: stream.queue,
      queues: new Set(one.queues.map(({ id }) => id)),
      startsAt: dated,
    });
  });
  return { one, listed };
}

function read(file: string, blamed: string, field?: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    const what = code === 'ENOENT' ? `there is no file ${file}` : `${file} can’t be read (${code})`;
    throw new CaseError(blamed, [field === undefined ? what : `${field}: ${what}`]);
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CaseError(file, [`is not JSON: ${error instanceof Error ? error.message : error}`]);
  }
}

/** One line a fault, the field first: `arrivals.0.perHour: is below 0`. */
function faults(error: z.ZodError, said: unknown): string[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => fault([...issue.path, key], 'is nothing that a case has'));
    if (issue.code === 'invalid_type' && at(said, issue.path) === undefined) return fault(issue.path, 'is needed');
    if (issue.code === 'invalid_union') return fault(issue.path, 'has none of the forms that it may have');
    return fault(issue.path, issue.message.replace(/^Invalid input: expected (\w+), received \w+$/, 'is not of the type $1'));
  });
}

const fault = (path: readonly PropertyKey[], message: string) => (path.length === 0 ? message : `${path.join('.')}: ${message}`);

/** What the file says in a place. */
function at(said: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined), said);
}
