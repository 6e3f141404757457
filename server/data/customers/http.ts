import { z } from 'zod';
import { Customer, CustomerFields } from '../../protocol/customers.ts';
import { Failure } from '../../sockets/failure.ts';
import { Breaker } from './breaker.ts';
import { type ConnectorUpdate, type CustomerConnector, type FoundCustomer, SEARCH_LIMIT, summaryOf } from './connector.ts';
import { CrmFailure } from './crm-failure.ts';
import { exchange } from './exchange.ts';
import { SIGNATURE_HEADER, signatureOf, TIMESTAMP_HEADER } from './signature.ts';

/** A company's own customer system over HTTP. The contract, for who writes the other side, is docs/customer-connector.md. */
export interface HttpSource {
  url: string;
  secret: string;
  timeoutMs: number;
}

export interface HttpCustomersOptions extends HttpSource {
  now: () => number;
  /** Told of each kind of trouble at most every ten minutes. */
  onTrouble: (failure: CrmFailure) => void;
}

const TOLD_AGAIN_MS = 10 * 60 * 1000;
const RESTING = 'not asked: it did not answer a moment ago';

const List = z.object({ customers: z.array(Customer).max(100) });
/** Why something was not saved: a field that is taken or was changed, or fields of an older record. */
const Refusal = z.union([
  z.object({ customer: Customer, fields: z.array(z.keyof(CustomerFields)).min(1), by: z.string().max(120).nullish() }),
  z.object({ field: z.enum(['email', 'keep', 'drop']) }),
]);
const REFUSED_FIELDS = {
  email: 'Another customer has this e-mail',
  keep: 'This record was changed meanwhile. Look at it again, then merge.',
  drop: 'This record was changed meanwhile. Look at it again, then merge.',
} as const;

/** @throws CrmFailure from every request, when the system does not answer as it should; Failure as the connector says */
export function openHttpCustomers(options: HttpCustomersOptions): CustomerConnector {
  const breaker = new Breaker(options.now);
  const told = new Map<string, number>();

  const ask = async (method: 'GET' | 'POST' | 'PATCH', path: string, content?: object) => {
    const url = new URL(options.url.replace(/\/$/, '') + path);
    const body = content === undefined ? '' : JSON.stringify(content);
    const timestamp = Math.floor(options.now() / 1000);
    const signature = signatureOf(options.secret, { method, path: url.pathname + url.search, timestamp, body });
    const headers = {
      accept: 'application/json',
      ...(body === '' ? {} : { 'content-type': 'application/json' }),
      [TIMESTAMP_HEADER]: String(timestamp),
      [SIGNATURE_HEADER]: signature,
    };
    const answer = await exchange({ url, method, headers, body, timeoutMs: options.timeoutMs });
    const { status } = answer;
    if (status === 401 || status === 403) throw new CrmFailure('refused', { detail: `status ${status}` });
    if (![200, 201, 404, 409].includes(status)) throw new CrmFailure('status', { detail: `status ${status}` });
    return answer;
  };
  /** Runs what asks and understands, and keeps a system that is down from being waited for. */
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await breaker.run(work, isDown, () => new CrmFailure('unreachable', { detail: RESTING }));
    } catch (error) {
      if (error instanceof CrmFailure && error.detail !== RESTING) tellOnce(error);
      throw error;
    }
  };
  const tellOnce = (failure: CrmFailure) => {
    // The same field is at fault whether it stands in a list or alone.
    const trouble = `${failure.problem} ${failure.field?.split('.').at(-1) ?? ''}`;
    const last = told.get(trouble);
    if (last !== undefined && options.now() - last < TOLD_AGAIN_MS) return;
    // A system that answers something else each time must not fill the memory.
    if (told.size >= 50) told.clear();
    told.set(trouble, options.now());
    options.onTrouble(failure);
  };
  const list = async (query: Record<string, string>) => {
    const { status, json } = await ask('GET', `/customers?${new URLSearchParams(query)}`);
    return status === 404 ? [] : understood(List, json).customers;
  };
  const one = async (id: string): Promise<FoundCustomer | null> => {
    if (isNobodys(id)) return null;
    const { status, json } = await ask('GET', `/customers/${encodeURIComponent(id)}`);
    return status === 404 ? null : { customer: theOne(id, understood(Customer, json)), staleSince: null };
  };

  return {
    find: ({ customerId, email }) =>
      guarded(async () => {
        const byId = customerId === null ? null : await one(customerId);
        if (byId || !email) return byId;
        const wanted = email.toLowerCase();
        // What a system finds that takes "e-mail" loosely is somebody else.
        const customer = (await list({ email: wanted })).find((found) => found.email.toLowerCase() === wanted);
        return customer ? { customer, staleSince: null } : null;
      }),
    byId: (id) => guarded(() => one(id)),
    search: (query, limit) =>
      guarded(async () => (await list({ query, limit: String(Math.min(limit, SEARCH_LIMIT)) })).slice(0, limit).map(summaryOf)),
    create: (fields, by) => guarded(async () => saved(await ask('POST', '/customers', { fields, by }))),
    update: ({ id, version }, changes, by) =>
      guarded(async (): Promise<ConnectorUpdate> => {
        if (isNobodys(id)) throw notFound();
        const answer = await ask('PATCH', `/customers/${encodeURIComponent(id)}`, { version, changes, by });
        if (answer.status === 409) {
          const refusal = understood(Refusal, answer.json);
          if ('fields' in refusal) {
            const { fields, by: other = null } = refusal;
            return { kind: 'conflict', customer: theOne(id, refusal.customer), fields, by: other };
          }
        }
        return { kind: 'saved', customer: theOne(id, saved(answer)) };
      }),
    merge: (merging, by) => guarded(async () => theOne(merging.keep.id, saved(await ask('POST', '/customers/merge', { ...merging, by })))),
  };
}

/** Callers may say any id: as a part of an address these would name something else. */
const isNobodys = (id: string): boolean => id === '' || id === '.' || id === '..';
const notFound = () => new Failure('not-found', 'There is no such customer any more');

/** @throws CrmFailure when the system speaks of somebody else */
function theOne(id: string, customer: Customer): Customer {
  if (customer.id === id) return customer;
  throw new CrmFailure('nonsense', { detail: 'another customer than was asked for', field: 'id' });
}

function saved({ status, json }: { status: number; json: unknown }): Customer {
  if (status === 404) throw notFound();
  if (status !== 409) return understood(Customer, json);
  const refusal = understood(Refusal, json);
  if ('fields' in refusal) throw new CrmFailure('nonsense', { detail: 'a conflict of fields where there can be none', field: 'fields' });
  throw new Failure('conflict', REFUSED_FIELDS[refusal.field], refusal.field);
}

/** @throws CrmFailure that names the first field at fault */
function understood<T>(schema: z.ZodType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join('.') || undefined;
  throw new CrmFailure('nonsense', { detail: [field, issue?.message].filter(Boolean).join(': '), ...(field ? { field } : {}) });
}

/** Not being there costs time, and is the same for every request; a wrong answer is quick, and may be of one customer alone. */
const isDown = (error: unknown) => error instanceof CrmFailure && (error.problem === 'too-slow' || error.problem === 'unreachable');
