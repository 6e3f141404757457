import type { CenterId } from '../../protocol/common.ts';
import type { CustomerSource, CustomerSourceInput, TriedSource } from '../../protocol/customer-source.ts';
import { Failure } from '../../sockets/failure.ts';
import type { PrismaClient } from '../database.ts';
import { seal, unseal } from '../sealed.ts';
import { openBuiltInCustomers } from './built-in.ts';
import { withCache } from './cached.ts';
import type { CustomerConnector } from './connector.ts';
import { CrmFailure } from './crm-failure.ts';
import { type HttpSource, openHttpCustomers } from './http.ts';

/** As a center's row has it. The secret is sealed: who has the database alone can't sign requests with it. */
type StoredSource = { kind: 'built-in' } | { kind: 'http'; url: string; timeoutSeconds: number; sealedSecret: string };

/** What a try looks for: any answer will do. */
const TRY_QUERY = 'example';

/** Where each center's customers are kept, as administrators set it. */
export interface CustomerSources {
  /** @throws Failure `not-found` */
  read(centerId: CenterId): Promise<CustomerSource>;
  /** With its secret, for the center's own machines; null: the secret can’t be read. @throws Failure `not-found` */
  readWhole(centerId: CenterId): Promise<CustomerSourceInput | null>;
  /** @throws Failure `not-found`, or `bad-request` with the field `secret` when one is needed */
  change(centerId: CenterId, input: CustomerSourceInput): Promise<CustomerSource>;
  /** Asks the system as it would be set. @throws as `change` */
  try(centerId: CenterId, input: CustomerSourceInput): Promise<TriedSource>;
  /** The connector that is set now. One whose secret can’t be read refuses everything: the center works on without it. */
  connector(centerId: CenterId, onTrouble: (failure: CrmFailure) => void): Promise<CustomerConnector>;
}

/** @param key 32 bytes, which the secrets are sealed with */
export function openCustomerSources(prisma: PrismaClient, { key, now }: { key: Buffer; now: () => number }): CustomerSources {
  const stored = async (centerId: CenterId): Promise<StoredSource> => {
    const row = await prisma.center.findUnique({ where: { id: centerId } });
    if (!row) throw new Failure('not-found', 'There is no such center');
    // Written by `change` alone.
    return row.customers as unknown as StoredSource;
  };
  const secretFor = async (centerId: CenterId, url: string, secret: string | null): Promise<string> => {
    if (secret !== null) return secret;
    const before = await stored(centerId);
    // Whoever may change the address must not have requests signed for another system than the secret was made for.
    if (before.kind === 'http' && new URL(before.url).origin === new URL(url).origin) return unseal(before.sealedSecret, key);
    throw new Failure('bad-request', before.kind === 'http' ? 'is needed for a new address' : 'is needed', 'secret');
  };

  return {
    read: async (centerId) => shown(await stored(centerId)),
    async readWhole(centerId) {
      const source = await stored(centerId);
      if (source.kind === 'built-in') return source;
      const { url, timeoutSeconds, sealedSecret } = source;
      try {
        return { kind: 'http', url, timeoutSeconds, secret: unseal(sealedSecret, key) };
      } catch (error) {
        if (error instanceof Failure) return null;
        throw error;
      }
    },
    async change(centerId, input) {
      await stored(centerId);
      const next: StoredSource =
        input.kind === 'built-in'
          ? input
          : {
              kind: 'http',
              url: input.url,
              timeoutSeconds: input.timeoutSeconds,
              sealedSecret: seal(await secretFor(centerId, input.url, input.secret), key),
            };
      await prisma.center.update({ where: { id: centerId }, data: { customers: next } });
      // What another system said is no answer of this one.
      await prisma.customerCache.deleteMany({ where: { centerId } });
      return shown(next);
    },
    async try(centerId, input) {
      await stored(centerId);
      const source = input.kind === 'built-in' ? null : httpSource(input, await secretFor(centerId, input.url, input.secret));
      const connector = source ? openHttpCustomers({ ...source, now, onTrouble: () => {} }) : openBuiltInCustomers(prisma, centerId);
      const startedAt = performance.now();
      const ms = () => Math.round(performance.now() - startedAt);
      try {
        const found = await connector.search(TRY_QUERY, 20);
        return { kind: 'answered', ms: ms(), customers: found.length };
      } catch (error) {
        if (error instanceof CrmFailure) return { kind: 'failed', ms: ms(), problem: error.problem, detail: error.detail };
        throw error;
      }
    },
    async connector(centerId, onTrouble) {
      const source = await stored(centerId);
      if (source.kind === 'built-in') return openBuiltInCustomers(prisma, centerId);
      try {
        const http = openHttpCustomers({ ...httpSource(source, unseal(source.sealedSecret, key)), now, onTrouble });
        return withCache(http, { prisma, centerId, now });
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        const failure = new CrmFailure('refused', { detail: error.message });
        onTrouble(failure);
        return withCache(refusing(failure), { prisma, centerId, now });
      }
    },
  };
}

const shown = (source: StoredSource): CustomerSource =>
  source.kind === 'built-in' ? source : { kind: 'http', url: source.url, timeoutSeconds: source.timeoutSeconds };

const httpSource = ({ url, timeoutSeconds }: { url: string; timeoutSeconds: number }, secret: string): HttpSource => ({
  url,
  secret,
  timeoutMs: timeoutSeconds * 1000,
});

function refusing(failure: CrmFailure): CustomerConnector {
  const refuse = () => Promise.reject(failure);
  return { find: refuse, byId: refuse, search: refuse, create: refuse, update: refuse, merge: refuse };
}
