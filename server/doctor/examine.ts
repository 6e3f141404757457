import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Config, readConfig } from '../config.ts';
import { findSecret } from '../secret.ts';
import { checkOwnCertificate, checkPublicCertificate } from './certificates.ts';
import { checkConfiguration } from './configuration.ts';
import { checkDataFolder, checkSecret } from './data.ts';
import { checkPostgres, checkRedis } from './engines.ts';
import { type Finding, ok, wrong } from './finding.ts';
import { checkRoutingServers } from './links.ts';
import { checkDescriptors, checkDisk, checkMemory, checkNode, checkTime } from './machine.ts';
import { checkHttpPort, checkMediaPorts } from './ports.ts';
import { knownMigrations, readPostgres, readRedis } from './real-engines.ts';
import { diskOf, factsOf, folderIo, limits, memory, ownCertificate, timeSaid } from './real-machine.ts';
import { answerOf, portsIo, publicCertificate } from './real-network.ts';

export interface Section {
  title: string;
  findings: Finding[];
}

/**
 * Looks at this machine and at what the program would be started with. Nothing is changed.
 * @param args as for the program: `--role`, `--config`
 * @param onSection called with each section as soon as it is known
 */
export async function examine(
  environment: Record<string, string | undefined>,
  args: readonly string[],
  { now, file, onSection }: { now: number; file: string | null; onSection: (section: Section) => void },
): Promise<Section[]> {
  const sections: Section[] = [];
  const tell = (title: string, findings: Finding[]) => {
    sections.push({ title, findings });
    onSection({ title, findings });
  };
  tell('Machine', [checkNode(process.versions.node), checkMemory(memory()), checkDescriptors(limits()), checkTime(await timeSaid())]);
  const { config, findings } = checkConfiguration(() => readConfig(environment, args));
  tell('Settings', findings);
  // The rest follows from them.
  if (config === null) return sections;
  const { node, roles, databaseUrl, redisUrl } = config;
  if (node === null) tell('Data', dataOf(config, file));
  if (databaseUrl !== null && node === null) {
    tell('PostgreSQL', await checkPostgres(knownMigrations(), () => readPostgres(databaseUrl, secretOrNull(config))));
  }
  if (redisUrl !== null && node === null) tell('Redis', [await checkRedis(() => readRedis(redisUrl))]);
  const { isRunning, ...http } = await checkHttpPort(config, portsIo);
  tell('Pages and sockets', [http, ...(await certificatesOf(config, now))]);
  if (roles.has('media')) tell('Media', [await workerOf(config), ...(await checkMediaPorts(config, isRunning, portsIo))]);
  const linked = node ?? config.center;
  if (linked !== null)
    tell(
      'Routing',
      await checkRoutingServers(linked.routingUrls, async (url) => (await answerOf(`${url}/api/health`, { ca: linked.routingCa })).status),
    );
  return sections;
}

function dataOf(config: Config, file: string | null): Finding[] {
  const { dataFolder, databaseUrl, secret } = config;
  const kept = secret === null ? [path.join(dataFolder, 'secret')] : file === null ? [] : [file];
  const judged = checkSecret({ isSet: secret !== null, files: kept }, { find: () => findSecret(config), facts: factsOf });
  // With a database server and a secret that is set nothing is kept in the folder.
  if (databaseUrl !== null && secret !== null) return [judged];
  return [checkDataFolder(dataFolder, folderIo), checkDisk(diskOf(dataFolder)), judged];
}

function secretOrNull(config: Config): string | null {
  try {
    return findSecret(config);
  } catch {
    return null; // it is damaged, which is told with the data
  }
}

async function certificatesOf({ tls, publicUrl }: Config, now: number): Promise<Finding[]> {
  const found: Finding[] = [];
  if (tls !== null) found.push(checkOwnCertificate(tls.cert, () => ownCertificate(tls), now));
  if (publicUrl?.startsWith('https://')) found.push(await checkPublicCertificate(publicUrl, () => publicCertificate(publicUrl), now));
  return found;
}

/** Has two peers talk through it. */
async function workerOf({ media }: Config): Promise<Finding> {
  const todo = 'Run npm run setup; it builds one where none can be downloaded.';
  const { findCachedWorker } = await import('../../scripts/setup/media-worker-cache.mjs');
  const worker = media.workerBin ?? findCachedWorker();
  if (!worker || !existsSync(worker)) return wrong('There is no media worker', todo);
  const { checkWorker } = await import('../../scripts/setup/media-worker-check.mjs');
  const checked = await checkWorker(worker);
  return checked.ok
    ? ok('The media worker carries sound, encrypted, both ways')
    : wrong(`The media worker does not work: ${checked.reason}`, todo);
}
