import type { CenterId } from '../../protocol/common.ts';
import { Customer } from '../../protocol/customers.ts';
import type { PrismaClient } from '../database.ts';
import type { CustomerConnector, FoundCustomer } from './connector.ts';
import { CrmFailure } from './crm-failure.ts';

/** What is older is forgotten: it is the company's, and nobody has asked for it since. */
export const CACHED_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * A company's system with its last good answers kept in the center's database: while it does not answer, who is calling is
 * shown as it was known then, with its age. Searches and changes need the system itself.
 */
export function withCache(
  system: CustomerConnector,
  { prisma, centerId, now }: { prisma: PrismaClient; centerId: CenterId; now: () => number },
): CustomerConnector {
  const keep = async (customer: Customer) => {
    const data = { email: customer.email, record: customer, at: new Date(now()) };
    const key = { centerId, customerId: customer.id };
    await prisma.customerCache.upsert({ where: { centerId_customerId: key }, create: { ...key, ...data }, update: data });
  };
  const forget = (where: { customerId: string } | { email: string }) => prisma.customerCache.deleteMany({ where: { ...where, centerId } });
  const known = async (where: { customerId: string } | { email: string }): Promise<FoundCustomer | null> => {
    const row = await prisma.customerCache.findFirst({
      where: { ...where, centerId, at: { gte: new Date(now() - CACHED_MS) } },
      orderBy: { at: 'desc' },
    });
    return row && { customer: Customer.parse(row.record), staleSince: row.at.getTime() };
  };
  /** @throws what the system threw, when nothing is known of this customer either */
  const orKnown = async (error: unknown, lookUp: () => Promise<FoundCustomer | null>): Promise<FoundCustomer> => {
    const old = error instanceof CrmFailure ? await lookUp() : null;
    if (!old) throw error;
    return old;
  };

  return {
    search: system.search,
    async find({ customerId, email }) {
      try {
        const found = await system.find({ customerId, email });
        if (found) await keep(found.customer);
        else {
          if (customerId !== null) await forget({ customerId });
          if (email !== null) await forget({ email: email.toLowerCase() });
        }
        return found;
      } catch (error) {
        return orKnown(
          error,
          async () =>
            (customerId === null ? null : await known({ customerId })) ??
            (email === null ? null : await known({ email: email.toLowerCase() })),
        );
      }
    },
    async byId(id) {
      try {
        const found = await system.byId(id);
        if (found) await keep(found.customer);
        else await forget({ customerId: id });
        return found;
      } catch (error) {
        return orKnown(error, () => known({ customerId: id }));
      }
    },
    async create(fields, by) {
      const customer = await system.create(fields, by);
      await keep(customer);
      return customer;
    },
    async update(record, changes, by) {
      const result = await system.update(record, changes, by);
      await keep(result.customer);
      return result;
    },
    async merge(merging, by) {
      const customer = await system.merge(merging, by);
      await forget({ customerId: merging.drop.id });
      await keep(customer);
      return customer;
    },
  };
}
