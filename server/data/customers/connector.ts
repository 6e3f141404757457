import type { Customer, CustomerFields, CustomerSummary } from '../../protocol/customers.ts';

/** How many customers a search finds at most. */
export const SEARCH_LIMIT = 20;

/** A customer's record as its system has it; `staleSince` says when it was last heard, when it does not answer now. */
export interface FoundCustomer {
  customer: Customer;
  /** Milliseconds since the epoch; null: fresh. */
  staleSince: number | null;
}

export type ConnectorUpdate =
  | { kind: 'saved'; customer: Customer }
  /** Somebody changed one of the same fields since; nothing was saved. `by`: who did it last, where that is known. */
  | { kind: 'conflict'; customer: Customer; fields: (keyof CustomerFields)[]; by: string | null };

/** A record at the version at which somebody saw it. */
export interface SeenRecord {
  id: string;
  version: string;
}

/**
 * Where a center's customers are kept. There are two: the center's own database (`built-in.ts`) and a company's own system
 * over HTTP (`http.ts`); the same tests run against both (`connector.test.ts`).
 *
 * Everything may throw Failure `unavailable` when the system does not answer, or answers nonsense.
 */
export interface CustomerConnector {
  /** The customer that a caller says to be, by customer id or else by e-mail; null when there is none. */
  find(caller: { customerId: string | null; email: string | null }): Promise<FoundCustomer | null>;
  byId(id: string): Promise<FoundCustomer | null>;
  /** Customers in whose name, e-mail, phone or company each word of the query is found. */
  search(query: string, limit: number): Promise<CustomerSummary[]>;
  /**
   * @param by the agent's name
   * @throws Failure `conflict` with the field `email` when it is a customer's already
   */
  create(fields: CustomerFields, by: string): Promise<Customer>;
  /**
   * Saves what was changed since `version`. A field that somebody else has changed since, to something else, is a conflict;
   * changes of other fields are none.
   * @throws Failure `not-found`; `conflict` with the field `email` when it is another customer's
   */
  update(record: SeenRecord, changes: Partial<CustomerFields>, by: string): Promise<ConnectorUpdate>;
  /**
   * `keep` gets these fields, `drop` is gone.
   * @throws Failure `not-found`; `conflict` when one of them was changed since it was seen, with the field `keep` or `drop`
   */
  merge(merging: { keep: SeenRecord; drop: SeenRecord; fields: CustomerFields }, by: string): Promise<Customer>;
}

export function summaryOf({ id, version, name, email, company, tier, phone }: Customer): CustomerSummary {
  return { id, version, name, email, company, tier, phone };
}
