import type { CenterId } from '../../protocol/common.ts';
import type {
  CustomerCard,
  CustomerFields,
  CustomerSummary,
  MergeCustomers,
  PastCall,
  UpdateCustomer,
  UpdateResult,
} from '../../protocol/customers.ts';
import { Failure } from '../../sockets/failure.ts';
import type { PrismaClient } from '../database.ts';
import type { FollowUps } from '../follow-ups.ts';
import { ratingsOf } from '../ratings.ts';
import { type CustomerConnector, type FoundCustomer, SEARCH_LIMIT } from './connector.ts';

/** How many past calls a card shows. */
const HISTORY_LENGTH = 20;

/**
 * A center's customers with what was said with them. The record itself is the connector's; calls and follow-ups are always
 * in the center's own database, and so are there also when the company's system is not.
 *
 * All throw Failure `unavailable` when the connector's system does not answer.
 */
export interface CustomerCards {
  /** Whom the caller says to be, by customer id or else by e-mail; null when there is none. */
  find(caller: { customerId: string | null; email: string | null }): Promise<CustomerCard | null>;
  /** @throws Failure `not-found` */
  card(customerId: string): Promise<CustomerCard>;
  /** The best matches first. */
  search(query: string): Promise<CustomerSummary[]>;
  /** @throws Failure `conflict` with the field `email` when it is a customer's already */
  create(fields: CustomerFields, by: string): Promise<CustomerCard>;
  /** @throws Failure `not-found`; `conflict` with the field `email` when it is another customer's */
  update(change: UpdateCustomer, by: string): Promise<UpdateResult>;
  /** @throws Failure `not-found`; `conflict` with the field `keep` or `drop` when that record was changed since it was seen */
  merge(merging: MergeCustomers, by: string): Promise<CustomerCard>;
}

export function openCustomerCards(
  prisma: PrismaClient,
  centerId: CenterId,
  { connector, followUps }: { connector: () => CustomerConnector; followUps: FollowUps },
): CustomerCards {
  const history = async (customerId: string): Promise<PastCall[]> => {
    const rows = await prisma.interaction.findMany({ where: { centerId, customerId }, orderBy: { at: 'desc' }, take: HISTORY_LENGTH });
    const ratings = await ratingsOf(
      prisma,
      rows.map(({ callId }) => callId),
    );
    return rows.map(({ callId, at, agentName, queueName, verified, disposition, notes, talkMs }) => ({
      callId,
      at: at.getTime(),
      agentName,
      queueName,
      ...(verified && { verified }),
      disposition,
      notes,
      talkMs,
      ...(ratings.has(callId) ? { rating: ratings.get(callId) } : {}),
    }));
  };
  const cardOf = async ({ customer, staleSince }: FoundCustomer): Promise<CustomerCard> => ({
    customer,
    history: await history(customer.id),
    followUps: await followUps.ofCustomer(customer.id),
    staleSince,
    editable: staleSince === null,
  });
  const fresh = (customer: FoundCustomer['customer']) => cardOf({ customer, staleSince: null });

  return {
    async find(caller) {
      const found = await connector().find(caller);
      return found && cardOf(found);
    },
    async card(customerId) {
      const found = await connector().byId(customerId);
      if (!found) throw new Failure('not-found', 'There is no such customer any more');
      return cardOf(found);
    },
    search: (query) => connector().search(query, SEARCH_LIMIT),
    create: async (fields, by) => fresh(await connector().create(fields, by)),
    async update({ customerId, version, changes }, by) {
      const { customer, ...result } = await connector().update({ id: customerId, version }, changes, by);
      return { ...result, card: await fresh(customer) };
    },
    async merge({ keep, drop, fields }, by) {
      if (keep.id === drop.id) throw new Failure('bad-request', 'These two are one and the same customer', 'drop.id');
      const customer = await connector().merge({ keep, drop, fields }, by);
      const where = { centerId, customerId: drop.id };
      const data = { customerId: keep.id };
      await prisma.$transaction([
        prisma.interaction.updateMany({ where, data }),
        prisma.followUp.updateMany({ where, data: { ...data, customerName: customer.name } }),
        prisma.callDraft.updateMany({ where, data }),
      ]);
      return fresh(customer);
    },
  };
}
