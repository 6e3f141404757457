import { ulid } from 'ulid';
import type { z } from 'zod';
import { ReportQuery, type SavedInput, type SavedReport } from '../protocol/reports.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';
import type { Prisma } from './generated/client.ts';

/** As many as somebody finds their way in. */
const MOST_SAVED = 100;

type Input = z.output<typeof SavedInput>;

/** Reports that people keep to look at again; shared ones are everybody’s who may see reports, and their owner’s to change. */
export interface SavedReports {
  /** One’s own and those that are shared, by name. */
  list(userId: string): Promise<SavedReport[]>;
  /** @throws Failure `too-many` when somebody has as many as they can have */
  add(userId: string, input: Input, now: number): Promise<SavedReport>;
  /** @throws Failure `not-found` unless it is their own */
  change(userId: string, id: string, input: Input, now: number): Promise<SavedReport>;
  /** @throws Failure `not-found` unless it is their own */
  remove(userId: string, id: string): Promise<void>;
}

export function openSavedReports(prisma: PrismaClient): SavedReports {
  const nameOf = async (id: string) => (await prisma.user.findUnique({ where: { id }, select: { name: true } }))?.name ?? id;
  const toData = ({ name, shared, query }: Input, now: number) => ({
    name,
    shared,
    query: query as unknown as Prisma.InputJsonObject,
    updatedAt: new Date(now),
  });
  const notFound = () => new Failure('not-found', 'There is no such report of yours');

  return {
    async list(userId) {
      const rows = await prisma.savedReport.findMany({ where: { OR: [{ ownerId: userId }, { shared: true }] }, orderBy: { name: 'asc' } });
      const owners = await prisma.user.findMany({
        where: { id: { in: rows.map((row) => row.ownerId) } },
        select: { id: true, name: true },
      });
      const names = new Map(owners.map((owner) => [owner.id, owner.name]));
      return rows.flatMap((row) => toSaved(row, userId, names.get(row.ownerId) ?? row.ownerId));
    },
    async add(userId, input, now) {
      if ((await prisma.savedReport.count({ where: { ownerId: userId } })) >= MOST_SAVED)
        throw new Failure('too-many', 'You have a hundred saved reports. Delete one, then save this.');
      const row = await prisma.savedReport.create({ data: { id: ulid(), ownerId: userId, ...toData(input, now) } });
      return only(toSaved(row, userId, await nameOf(userId)));
    },
    async change(userId, id, input, now) {
      const { count } = await prisma.savedReport.updateMany({ where: { id, ownerId: userId }, data: toData(input, now) });
      const row = count === 0 ? null : await prisma.savedReport.findUnique({ where: { id } });
      if (!row) throw notFound();
      return only(toSaved(row, userId, await nameOf(userId)));
    },
    async remove(userId, id) {
      const { count } = await prisma.savedReport.deleteMany({ where: { id, ownerId: userId } });
      if (count === 0) throw notFound();
    },
  };
}

type Row = Prisma.SavedReportGetPayload<Record<string, never>>;

/** None when it was kept by an older program in words that are understood no longer. */
function toSaved({ id, name, shared, ownerId, query, updatedAt }: Row, userId: string, ownerName: string): SavedReport[] {
  const parsed = ReportQuery.safeParse(query);
  if (!parsed.success) return [];
  return [{ id, name, shared, own: ownerId === userId, ownerName, query: parsed.data, updatedAt: updatedAt.getTime() }];
}

function only(saved: SavedReport[]): SavedReport {
  const [one] = saved;
  if (!one) throw new Error('A report that was just saved can’t be read');
  return one;
}
