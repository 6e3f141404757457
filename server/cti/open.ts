import type { Logger } from 'pino';
import { ulid } from 'ulid';
import type { RatingsOf } from '../data/agent-day.ts';
import { openCenterData } from '../data/center-data.ts';
import type { CustomerSources } from '../data/customers/sources.ts';
import type { PrismaClient } from '../data/database.ts';
import type { Auth } from '../http/auth.ts';
import type { SignedInSockets } from '../http/signed-in-sockets.ts';
import { workstationNamespace } from '../protocol/workstation.ts';
import type { Sockets } from '../sockets/sockets.ts';
import { OfferSpans } from '../traces/offer-spans.ts';
import { NO_TRACES, type Traces } from '../traces/open.ts';
import type { CenterNow } from './figures.ts';

import { openCtiGateway, type WorkstationNamespace } from './gateway.ts';
import type { LinkOptions } from './link.ts';
import { CtiProcessor } from './processor.ts';

export interface Centers {
  /** @param urls of routing servers, of which one decides */
  linkTo(urls: readonly string[]): void;
  /** A center's own routing is at this address, and lets its CTI processor in by this key. */
  linkToOwn(url: string, key: string): void;
  /** Where the routing server that decides is; null while it can't be reached. */
  routingUrl(): string | null;
  /** All of them are linked to the routing server. */
  areLinked(): boolean;
  /** How each center is now. */
  now(): { id: string; now: CenterNow }[];
  /** How many ends of calls are kept to be told to the routing server. */
  untold(): Promise<number>;
  /** What is kept of a person has changed. */
  reloadProfile(id: string): Promise<void>;
  /** How a center is called, or its clock, has changed. */
  reread(centerId: string): Promise<void>;
  /** Where a center's customers are kept has changed. */
  reopenCustomers(centerId: string): Promise<void>;
  close(): Promise<void>;
}

/** Each center's CTI processor, and the sockets of its workstations. */
export async function openCenters(options: {
  /** Those that this process runs, by what they link with. */
  links: readonly ({ id: string } & Pick<LinkOptions, 'key' | 'onStaffChanged' | 'clock' | 'word'>)[];
  prisma: PrismaClient;
  sources: CustomerSources;
  /** What was said of calls, where that is kept elsewhere; left out: in the same database. */
  ratingsOf?: RatingsOf;
  io: Sockets;
  auth: Auth;
  signedIn: SignedInSockets;
  now: () => number;
  log: Logger;
  traces?: Traces;
}): Promise<Centers> {
  const { links, prisma, sources, io, auth, signedIn, now, traces = NO_TRACES } = options;
  const processors: CtiProcessor[] = [];
  const close = async () => {
    for (const processor of processors.reverse()) await processor.close();
  };
  const open = async ({ id, ...link }: (typeof links)[number]) => {
    const log = options.log.child({ system: 'cti', centerId: id });
    const data = await openCenterData(prisma, id, { sources, ratingsOf: options.ratingsOf, log });
    const spans = traces.on ? new OfferSpans({ tell: traces.tell, centerId: id, now }) : null;
    const processor = await CtiProcessor.open({ data, link: { ...link, epoch: ulid(), log }, now, spans });
    processors.push(processor);
    const namespace = io.of(workstationNamespace(id)) as WorkstationNamespace;
    signedIn.guard(namespace, ({ role, centerId }) => role === 'agent' && centerId === id);
    const agentIdOf = async ({ headers }: { headers: { cookie?: string | undefined } }) => (await auth.whoIs(headers.cookie))?.id ?? null;
    openCtiGateway({ namespace, processor, log, now, agentIdOf });
  };
  try {
    for (const link of links) await open(link);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    linkTo(urls) {
      for (const processor of processors) processor.linkTo(urls);
    },
    linkToOwn(url, key) {
      for (const processor of processors) processor.linkToOwn(url, key);
    },
    routingUrl: () => processors[0]?.routingUrl ?? null,
    areLinked: () => processors.every((processor) => processor.isLinked),
    now: () => processors.map((processor) => ({ id: processor.centerId, now: processor.now() })),
    async untold() {
      const counts = await Promise.all(processors.map((processor) => processor.untold()));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async reloadProfile(id) {
      for (const processor of processors) await processor.reloadProfile(id);
    },
    async reread(centerId) {
      for (const processor of processors) if (processor.centerId === centerId) await processor.reread();
    },
    async reopenCustomers(centerId) {
      for (const processor of processors) if (processor.centerId === centerId) await processor.reopenCustomers();
    },
    close,
  };
}
