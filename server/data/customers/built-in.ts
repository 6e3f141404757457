import type { CenterId } from '../../protocol/common.ts';
import { type Customer, CustomerFields } from '../../protocol/customers.ts';
import { Failure } from '../../sockets/failure.ts';
import type { PrismaClient } from '../database.ts';
import type { Prisma } from '../generated/client.ts';
import { conflictWhenTaken } from '../unique.ts';
import { type ConnectorUpdate, type CustomerConnector, type SeenRecord, summaryOf } from './connector.ts';

/** When each field was changed last, and by whom. A field that is not there is as it was created. */
type Changes = Partial<Record<keyof CustomerFields, { version: number; by: string }>>;
type Row = Prisma.CustomerGetPayload<Record<string, never>>;

/** Two agents who save at the same moment: the one who comes second looks again. More than this is no accident. */
const TRIES = 5;
/** Each word looks through every customer anew, and so many name anybody. */
const MOST_WORDS = 8;
const FIELDS = Object.keys(CustomerFields.shape) as (keyof CustomerFields)[];

/** A center's customers in its own database. Nobody else's are ever seen or touched. */
export function openBuiltInCustomers(prisma: PrismaClient, centerId: CenterId): CustomerConnector {
  const byId = (id: string, tx: Prisma.TransactionClient = prisma) => tx.customer.findFirst({ where: { id, centerId } });
  const needed = async (id: string, tx?: Prisma.TransactionClient): Promise<Row> => {
    const row = await byId(id, tx);
    if (!row) throw new Failure('not-found', 'There is no such customer any more');
    return row;
  };
  const assertEmailIsFree = async (email: string, except: string[], tx: Prisma.TransactionClient = prisma) => {
    if (await tx.customer.findFirst({ where: { centerId, email, id: { notIn: except } } }))
      throw new Failure('conflict', 'Another customer has this e-mail', 'email');
  };
  /** null: it has been changed since it was read. */
  const write = async (before: Row, changes: Partial<CustomerFields>, by: string, tx: Prisma.TransactionClient = prisma) => {
    const version = before.version + 1;
    const changed = changesOf(before);
    for (const field of FIELDS) if (field in changes && changes[field] !== before[field]) changed[field] = { version, by };
    const { count } = await conflictWhenTaken(
      tx.customer.updateMany({ where: { id: before.id, version: before.version }, data: { ...changes, version, changes: changed } }),
    );
    return count === 1 ? needed(before.id, tx) : null;
  };

  return {
    async find({ customerId, email }) {
      const row =
        (customerId ? await byId(customerId) : null) ??
        (email ? await prisma.customer.findUnique({ where: { centerId_email: { centerId, email: email.toLowerCase() } } }) : null);
      return row && { customer: toCustomer(row), staleSince: null };
    },
    async byId(id) {
      const row = await byId(id);
      return row && { customer: toCustomer(row), staleSince: null };
    },
    async search(query, limit) {
      const words = [...new Set(query.split(/\s+/))].filter((word) => word !== '').slice(0, MOST_WORDS);
      const rows = await prisma.customer.findMany({
        where: { centerId, AND: words.map(hasWord) },
        orderBy: [{ name: 'asc' }, { email: 'asc' }],
        take: limit,
      });
      return rows.map((row) => summaryOf(toCustomer(row)));
    },
    async create(fields) {
      await assertEmailIsFree(fields.email, []);
      return toCustomer(await conflictWhenTaken(prisma.customer.create({ data: { id: crypto.randomUUID(), centerId, ...fields } })));
    },
    async update({ id, version }, changes, by): Promise<ConnectorUpdate> {
      for (let tried = 0; tried < TRIES; tried += 1) {
        const before = await needed(id);
        const seen = Number(version);
        // From no version that there has been nothing would be a conflict.
        if (!Number.isInteger(seen) || seen > before.version) throw new Failure('bad-request', 'is no version of this record', 'version');
        const since = changesOf(before);
        const fields = FIELDS.filter(
          (field) => field in changes && changes[field] !== before[field] && (since[field]?.version ?? 0) > seen,
        );
        const last = fields.toSorted((a, b) => (since[b]?.version ?? 0) - (since[a]?.version ?? 0))[0];
        if (last) return { kind: 'conflict', customer: toCustomer(before), fields, by: since[last]?.by ?? null };
        if (FIELDS.every((field) => !(field in changes) || changes[field] === before[field]))
          return { kind: 'saved', customer: toCustomer(before) };
        if (changes.email !== undefined) await assertEmailIsFree(changes.email, [id]);
        const saved = await write(before, changes, by);
        if (saved) return { kind: 'saved', customer: toCustomer(saved) };
      }
      throw new Failure('conflict', 'This record is being changed all the time. Try again in a moment.');
    },
    merge: ({ keep, drop, fields }, by) =>
      prisma.$transaction(async (tx) => {
        const kept = await unchanged(keep, 'keep', tx);
        await unchanged(drop, 'drop', tx);
        await assertEmailIsFree(fields.email, [keep.id, drop.id], tx);
        // First, so that the kept one may take over its e-mail.
        const { count } = await tx.customer.deleteMany({ where: { id: drop.id, centerId, version: Number(drop.version) } });
        const merged = count === 1 ? await write(kept, fields, by, tx) : null;
        if (!merged) throw changedMeanwhile(count === 1 ? 'keep' : 'drop');
        return toCustomer(merged);
      }),
  };

  async function unchanged(record: SeenRecord, field: 'keep' | 'drop', tx: Prisma.TransactionClient): Promise<Row> {
    const row = await needed(record.id, tx);
    if (String(row.version) !== record.version) throw changedMeanwhile(field);
    return row;
  }
}

const changedMeanwhile = (field: 'keep' | 'drop') =>
  new Failure('conflict', 'This record was changed meanwhile. Look at it again, then merge.', field);

const hasWord = (word: string): Prisma.CustomerWhereInput => {
  const contains = { contains: word.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const };
  return { OR: [{ name: contains }, { email: contains }, { company: contains }, { phone: contains }] };
};

// Written by `write` alone.
const changesOf = (row: Row): Changes => ({ ...(row.changes as Changes) });

function toCustomer({ id, version, name, email, phone, company, tier, language, notes }: Row): Customer {
  return { id, version: String(version), name, email, phone, company, tier: tier as Customer['tier'], language, notes };
}
