import type { Logger } from 'pino';
import type { Server } from 'socket.io';
import { ulid } from 'ulid';
import type { Config } from '../config.ts';
import { openCenterData } from '../data/center-data.ts';
import type { CustomerSources } from '../data/customers/sources.ts';
import type { PrismaClient } from '../data/database.ts';
import type { Auth } from '../http/auth.ts';
import type { SignedInSockets } from '../http/signed-in-sockets.ts';
import { linkKey } from '../installation.ts';
import { workstationNamespace } from '../protocol/workstation.ts';
import { openCtiGateway, type WorkstationNamespace } from './gateway.ts';
import { CtiProcessor } from './processor.ts';

export interface Centers {
  /** @param url of the routing server */
  linkTo(url: string): void;
  /** What is kept of a person has changed. */
  reloadProfile(id: string): Promise<void>;
  /** Where a center's customers are kept has changed. */
  reopenCustomers(centerId: string): Promise<void>;
  close(): void;
}

/** Each center's CTI processor, and the sockets of its workstations. */
export async function openCenters(options: {
  config: Pick<Config, 'centers'>;
  secret: string;
  prisma: PrismaClient;
  sources: CustomerSources;
  io: Server;
  auth: Auth;
  signedIn: SignedInSockets;
  now: () => number;
  log: Logger;
}): Promise<Centers> {
  const { config, secret, prisma, sources, io, auth, signedIn, now } = options;
  const processors: CtiProcessor[] = [];
  const close = () => {
    for (const processor of processors.reverse()) processor.close();
  };
  const open = async (id: string) => {
    const log = options.log.child({ system: 'cti', center: id });
    const data = await openCenterData(prisma, id, { sources, log });
    const processor = await CtiProcessor.open({ data, link: { key: linkKey(secret, id), epoch: ulid(), log }, now });
    processors.push(processor);
    const namespace = io.of(workstationNamespace(id)) as WorkstationNamespace;
    signedIn.guard(namespace, ({ role, centerId }) => role === 'agent' && centerId === id);
    const agentIdOf = async ({ headers }: { headers: { cookie?: string | undefined } }) => (await auth.whoIs(headers.cookie))?.id ?? null;
    openCtiGateway({ namespace, processor, log, now, agentIdOf });
  };
  try {
    for (const { id } of config.centers) await open(id);
  } catch (error) {
    close();
    throw error;
  }
  return {
    linkTo(url) {
      for (const processor of processors) processor.linkTo(url);
    },
    async reloadProfile(id) {
      for (const processor of processors) await processor.reloadProfile(id);
    },
    async reopenCustomers(centerId) {
      for (const processor of processors) if (processor.centerId === centerId) await processor.reopenCustomers();
    },
    close,
  };
}
