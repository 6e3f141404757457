import { asTree, type Disposition } from '../protocol/disposition.ts';
import type { Queue, QueueInput } from '../protocol/queue.ts';
import type { Requirement } from '../protocol/skills.ts';
import { Prisma } from './generated/client.ts';

/** A queue as its table has it, and as everybody else does. */

export type QueueRow = Prisma.QueueGetPayload<Record<string, never>>;

export function toQueue(row: QueueRow): Queue {
  const { active: _, createdAt: __, ...fields } = row;
  return {
    ...fields,
    // Written by `toColumns` alone, from these very types.
    requirement: fields.requirement as Requirement,
    centers: fields.centers as Queue['centers'],
    steps: fields.steps as Queue['steps'],
    strategy: fields.strategy as Queue['strategy'],
    wrapupEnds: fields.wrapupEnds as Queue['wrapupEnds'],
    dispositions: asTree(fields.dispositions as unknown as (string | Disposition)[]),
    hours: fields.hours as Queue['hours'],
    whenClosed: fields.whenClosed as Queue['whenClosed'],
    whenFull: fields.whenFull as Queue['whenFull'],
    whenTooLong: fields.whenTooLong as Queue['whenTooLong'],
  };
}

export function toColumns(input: QueueInput) {
  return {
    ...input,
    requirement: input.requirement as unknown as Prisma.InputJsonObject,
    dispositions: input.dispositions as unknown as Prisma.InputJsonArray,
    centers: input.centers ?? Prisma.DbNull,
    hours: input.hours ?? Prisma.DbNull,
  };
}
