import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import { ulid } from 'ulid';
import { CallTelling } from './center/call-telling.ts';
import { openEntryApi } from './center/entry-api.ts';
import { openEntryDoor } from './center/entry-door.ts';
import { openInstallation } from './center/installation.ts';
import { type OwnRouting, openOwnRouting } from './center/own-routing.ts';
import { openCenterWord } from './center/own-word.ts';
import { StaffCopy } from './center/staff-copy.ts';
import { TimelineTelling } from './center/timeline-telling.ts';
import { InstallationClock } from './clock.ts';
import type { Closers } from './closers.ts';
import { type CenterConfig, type Config, ConfigError, publishedBy } from './config.ts';
import { figuresOf } from './cti/figures.ts';
import { type Centers, openCenters } from './cti/open.ts';
import { openCatalog } from './data/catalog.ts';
import type { StaffChanges } from './data/center-staff.ts';
import { openCustomerSources } from './data/customers/sources.ts';
import { openDatabase, type PrismaClient } from './data/database.ts';
import { nextToTell, noteTold } from './data/told-calls.ts';
import { openMetrics } from './data-out/metrics.ts';
import { clientAddress, proxyList } from './http/addresses.ts';
import { openCenterApi } from './http/center-api.ts';
import { FRAME_FOLDER, openFrame } from './http/frame.ts';
import { openMetricsApi } from './http/metrics-api.ts';
import { metricsKey } from './http/metrics-key.ts';
import { openHttp } from './http/open.ts';
import { openSignIn } from './http/sign-in.ts';
import { assertSameSecret, widgetKeysKey } from './installation.ts';
import { WIDGET_NAMESPACE } from './protocol/widget.ts';
import { keptSecret } from './secret.ts';
import { deriveKey } from './sockets/keys.ts';
import { serverInfo } from './system/info.ts';
import { openTraces } from './traces/open.ts';
import { openWidgetKeys } from './widget-keys/open.ts';

const FIRST_COPY_EVERY_MS = 1000;

/**
 * A center on machines of its own: its CTI processor, its data and its agents' pages, linked to the routing server. Its people come
 * from the installation; from then on it works with the link down too.
 */
export async function startCenterNode(
  options: {
    config: Config;
    center: CenterConfig;
    log: Logger;
    now: () => number;
    pages: boolean;
    onFatal: (error: unknown) => void;
    signal: AbortSignal;
  },
  closers: Closers,
): Promise<{ url: string }> {
  const { config, center, pages, onFatal, signal } = options;
  const log = options.log.child({ system: 'center', centerId: center.id });
  if (center.routingCa !== null) setDefaultCACertificates([...getCACertificates('default'), readFileSync(center.routingCa, 'utf8')]);
  const clock = new InstallationClock({ wall: options.now, log });
  const { now } = clock;
  const secret = config.secret ?? keptSecret(config.dataFolder);
  const database = closers.add(await openDatabase({ url: config.databaseUrl, folder: config.dataFolder }));
  const { prisma } = database;
  await assertOwnDatabase(prisma, center.id);
  await assertSameSecret(prisma, secret);
  const { secretCheck: of } = await prisma.installation.findUniqueOrThrow({ where: { id: 1 } });
  const sources = openCustomerSources(prisma, { key: deriveKey(secret, 'customer-systems'), now });
  const catalog = openCatalog(prisma);
  const signIn = closers.add(openSignIn({ prisma, secret, config, log }));
  const http = closers.add(await openHttp({ config, pages, log }));
  const { url, link } = await http.listen();
  const { publicUrl } = config;
  const widgetKeys = await openWidgetKeys({ prisma, auth: signIn.auth, key: widgetKeysKey(secret), publicUrl, now, log });

  const installation = openInstallation({ urls: center.routingUrls, centerId: center.id, key: center.key });
  let takeUp = async (_: StaffChanges): Promise<void> => {};
  let mediaOrigins: readonly string[] = [];
  const staff = closers.add(
    new StaffCopy({
      ...{ installation, prisma, sources, widgetKeys: widgetKeys.store, url: publicUrl ?? url, centerId: center.id, log },
      // Their password is public.
      demo: config.demo === 'allow' || (config.demo === 'auto' && publishedBy(config) === null),
      onChanged: (changes, origins) => {
        mediaOrigins = origins;
        return takeUp(changes);
      },
    }),
  );
  // The first time it has nobody who could work.
  while ((await catalog.centers()).length === 0) {
    await staff.refresh();
    if ((await catalog.centers()).length === 0) await delay(FIRST_COPY_EVERY_MS, undefined, { signal });
  }
  const traces = closers.add(await openTraces(config, { run: ulid(), log }));
  const telling = closers.add(new TimelineTelling({ installation, prisma, centerId: center.id, of, now, log }));
  const sockets = () => http.io.engine.clientsCount;
  const outbox = async () => ({ calls: await centers.untold(), activity: await telling.untold() });
  const word = closers.add(openCenterWord({ sockets, outbox }));
  const centers: Centers = closers.add(
    await openCenters({
      ...{ prisma, sources, auth: signIn.auth, signedIn: signIn.sockets, now, log: options.log, traces },
      // Nobody waits for them while they can't be had.
      ratingsOf: async (callIds) => (routingUrl() === null ? new Map() : installation.ratingsOf(callIds)),
      io: { of: (name) => http.io.of(name), count: sockets },
      links: [{ id: center.id, key: center.key, clock, onStaffChanged: () => void staff.refresh(), word: word.look }],
    }),
  );
  const shows = { centerId: center.id, key: center.key };
  const routingUrl = () => centers.routingUrl();
  let own: OwnRouting | null = null;
  /** From its first widget key on the center has an entry of its own; calls that are left in its line need it too. */
  const openEntry = async () => {
    await widgetKeys.book.reload();
    if (own !== null) return own.configure();
    const isNeeded = (await widgetKeys.store.list()).length > 0 || (await prisma.call.count({ where: { completedAt: null } })) > 0;
    if (!isNeeded) return;
    const { auth } = signIn;
    own = await openOwnRouting(
      { ...{ config, centerId: center.id, secret, database, catalog, widgetKeys, http, auth, onFatal, signal, traces, now, log } },
      closers,
    );
    const proxies = proxyList(config.trustedProxies);
    const namespace = http.io.of(WIDGET_NAMESPACE);
    widgetKeys.guard.guard(namespace);
    const addressOf = ({ address, headers }: Socket['handshake']) => clientAddress(address, headers, proxies);
    openEntryDoor({ namespace, own, routingUrl, word: shows, addressOf, log });
    centers.linkToOwn(link, own.linkKey);
  };
  takeUp = async ({ agents, customers, entry, center: isRenamed }) => {
    if (isRenamed) await centers.reread(center.id);
    for (const id of agents) {
      await signIn.sockets.recheck(id);
      await centers.reloadProfile(id);
    }
    if (customers) await centers.reopenCustomers(center.id);
    if (entry) await openEntry();
  };
  const metrics = openMetrics();
  metrics.add(async () => {
    const told = await outbox();
    return [
      serverInfo(config.roles),
      ...centers.now().flatMap((one) => figuresOf(one.id, one.now, told)),
      { name: 'sockets', help: 'Sockets that are open', samples: [{ value: sockets() }] },
      {
        name: 'own_calls',
        help: 'Calls that this center decides by itself and that are not over',
        samples: [{ value: own?.calls() ?? 0 }],
      },
      { name: 'center_own_calls', help: 'Calls that the center takes alone, by its own entry', samples: [{ value: own?.calls() ?? 0 }] },
      ...http.figures(),
      ...clock.figures(),
      ...(own?.figures() ?? []),
      ...traces.figures(),
    ];
  });
  http.serve({
    api: openCenterApi({
      ...{ auth: signIn.auth, catalog, publicUrl, log },
      entry: openEntryApi({ catalog, widgets: widgetKeys.guard, auth: signIn.auth, own: () => own, routingUrl, word: shows, log }),
      health: () => ({ status: 'ok', linked: centers.areLinked(), calls: own?.calls() ?? 0 }),
      onSignedOut: (id) => signIn.sockets.recheck(id),
      metricsApi: openMetricsApi({ mayAsk: metricsKey(center.metricsKey), metrics }),
    }),
    auth: signIn.auth,
    frame: openFrame({ folder: pages ? FRAME_FOLDER : null, widgets: widgetKeys.guard, mediaOrigins: () => mediaOrigins }),
    mayConnect: widgetKeys.guard.mayConnect,
  });
  await openEntry();
  centers.linkTo(center.routingUrls);
  closers.add(
    new CallTelling({
      untold: { next: () => nextToTell(prisma, now()), done: (conversationId) => noteTold(prisma, conversationId, now()) },
      tell: (told) => installation.ask('/calls', { body: told }),
      log,
    }),
  );
  return { url };
}

/** A center's copy takes the place of what is there: that must not be an installation's own, or another center's. */
async function assertOwnDatabase(prisma: PrismaClient, centerId: string): Promise<void> {
  const others = await prisma.center.count({ where: { id: { not: centerId } } });
  const owners = await prisma.user.count({ where: { role: { not: 'agent' } } });
  if (others + owners > 0)
    throw new ConfigError(`The database is not that of the center ${centerId} alone: set TANDEM_DATA or DATABASE_URL to one of its own.`);
}
