import type { Logger } from 'pino';
import { ulid } from 'ulid';
import { openAbuse } from './abuse/open.ts';
import { openAnnouncements } from './announcements/open.ts';
import { openCallbacks } from './callbacks/open.ts';
import { believeCenter } from './center/word.ts';
import { startCenterNode } from './center-node.ts';
import { Closers } from './closers.ts';
import type { Config } from './config.ts';
import { openCenters } from './cti/open.ts';
import { openAuditLog } from './data/audit.ts';
import { openCallStories } from './data/call-story.ts';
import { openCatalog } from './data/catalog.ts';
import { isAgentOf } from './data/center-staff.ts';
import { openCustomerSources } from './data/customers/sources.ts';
import { openDatabase } from './data/database.ts';
import { openDatabaseClock } from './data/database-clock.ts';
import { DEMO_PASSWORD } from './data/demo.ts';
import { LeaseLock } from './data/lease-lock.ts';
import { openLeases } from './data/leases.ts';
import { openLinkKeyStore } from './data/link-keys.ts';
import { openPeople } from './data/people.ts';
import { openDataOut } from './data-out/open.ts';
import { routingTimes } from './data-out/times.ts';
import { openReach } from './doors/open.ts';
import { believeDoor } from './doors/word.ts';
import { openAgentDayApi } from './http/agent-day-api.ts';
import { openApi } from './http/api.ts';
import { openCenterLinksApi } from './http/center-links-api.ts';
import { centerByKey, openCentersApi } from './http/centers-api.ts';
import { FRAME_FOLDER, openFrame } from './http/frame.ts';
import { openHttp } from './http/open.ts';
import { openOutlookApi } from './http/outlook-api.ts';
import { openSignIn } from './http/sign-in.ts';
import { openSystemApi } from './http/system-api.ts';
import { openToldCallsApi } from './http/told-calls-api.ts';
import { openVouching } from './http/vouching.ts';
import { assertSameSecret, doorKey, linkKey, prepareInstallation, widgetKeysKey } from './installation.ts';
import { openMedia } from './media/open.ts';
import { openMediaNodes } from './media/open-nodes.ts';
import { startMediaNode } from './media-node.ts';
import { openMessages } from './messages/open.ts';
import { openRatingDesk } from './ratings/open.ts';
import { CallLog } from './routing/call-log.ts';
import { mainOf } from './routing/core/conversation.ts';
import { Draining } from './routing/draining.ts';
import { openGateways } from './routing/gateways.ts';
import { lead } from './routing/leadership.ts';
import { openRouting, rehearse } from './routing/open.ts';
import { outlookOf } from './routing/outlook.ts';
import { keptSecret } from './secret.ts';
import { deriveKey } from './sockets/keys.ts';
import { openListening } from './supervision/listen.ts';
import { openSupervision } from './supervision/open.ts';
import { Refusals } from './supervision/refusals.ts';
import { openLinkNotes } from './system/link-notes.ts';
import { openSystem } from './system/open.ts';
import { lookAtSystem } from './system/view.ts';
import { openTraces } from './traces/open.ts';
import { traceCalls } from './traces/trace-calls.ts';
import { startWebNode } from './web-node.ts';
import { openWidgetKeys } from './widget-keys/open.ts';

export interface Tandem {
  /** Where it listens, for instance `http://127.0.0.1:3000`. */
  url: string;
  demo: boolean;
  /** Takes nothing new from now on. Resolves when what has begun is over, or has had its time: then `close` cuts nobody off. */
  drain(): Promise<void>;
  /** Ends everything that was started, youngest first. Twice is fine. */
  close(): Promise<void>;
}

export interface TandemOptions {
  config: Config;
  log: Logger;
  /** This machine's clock. */
  now?: () => number;
  /** Without the pages, for tests that only speak the protocol. */
  pages?: boolean;
  /** Called when the program must not go on: what is in memory is no longer what would survive. */
  onFatal: (error: unknown) => void;
  /** Called when another server decides: this one waits until that one ends, and `startTandem` resolves only then. */
  onStandBy?: (url: string) => void;
  /** Where its centers reach the routing server, for instance over a line of their own; left out: here. */
  routingUrl?: string;
  /** Ends the start, with the signal's reason. */
  signal?: AbortSignal;
}

/** Starts what this server's roles are in this process. On a failure, what had started is ended again. */
export async function startTandem(options: TandemOptions): Promise<Tandem> {
  const closers = new Closers(options.log);
  try {
    const { config, log, now = Date.now, pages = true } = options;
    if (config.node !== null) return await startMediaNode({ config, node: config.node, log, now }, closers);
    if (config.center !== null) {
      const { onFatal, signal = new AbortController().signal } = options;
      const started = await startCenterNode({ config, center: config.center, log, now, pages, onFatal, signal }, closers);
      return { ...started, demo: false, drain: async () => {}, close: () => closers.close() };
    }
    if (config.roles.has('routing')) return { ...(await start(options, closers)), close: () => closers.close() };
    return { ...(await startWebNode({ config, log, now, pages }, closers)), drain: async () => {}, close: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/** The systems in the order in which they need each other; connections come once all of them are there. */
async function start(
  {
    config,
    log,
    now: wall = Date.now,
    pages = true,
    onFatal,
    onStandBy = () => {},
    routingUrl,
    signal = new AbortController().signal,
  }: TandemOptions,
  closers: Closers,
): Promise<Omit<Tandem, 'close'>> {
  const logOf = (system: string) => log.child({ system });
  const secret = config.secret ?? keptSecret(config.dataFolder);

  // Data
  const database = closers.add(await openDatabase({ url: config.databaseUrl, folder: config.dataFolder }));
  const { prisma } = database;
  const clock = closers.add(await openDatabaseClock(database, { wall, log: logOf('system') }));
  const { now } = clock;
  await assertSameSecret(prisma, secret);
  const catalog = openCatalog(prisma);
  const linkKeys = openLinkKeyStore(prisma);
  const people = openPeople(prisma);
  const stories = openCallStories(prisma);
  const sources = openCustomerSources(prisma, { key: deriveKey(secret, 'customer-systems'), now });

  // What knows nothing of the database's contents, so that it is ready when this server's turn comes
  const vouching = openVouching({ key: deriveKey(secret, 'vouching'), now });
  const signIn = closers.add(openSignIn({ prisma, secret, config, vouching, log: logOf('web') }));
  const run = ulid();
  const traces = closers.add(await openTraces(config, { run, log }));
  const media = closers.add(await openMedia({ config, prisma, secret, now, log: logOf('media'), traces }));
  const http = closers.add(await openHttp({ config, pages: pages && config.roles.has('web'), log: logOf('web') }));
  const { url, link } = await http.listen();
  const address = config.serverUrl ?? link;
  const reach = closers.add(await openReach({ redisUrl: config.redisUrl, io: http.io, run, now, log: logOf('web') }));
  const leases = openLeases(prisma);
  const { times, histograms } = routingTimes();
  const system = closers.add(
    openSystem({
      ...{ prisma, roles: config.roles, run, address, histograms, now, log: logOf('system') },
      doing: () => ({ state: 'stands-by', calls: null, sockets: 0 }),
    }),
  );
  http.meanwhile(system.metricsApi);
  const lock = database.connection && closers.add(new LeaseLock(database.connection));
  const leadership = closers.add(
    await lead({
      ...{ leases, lock, holder: run, address, alone: database.kind === 'embedded', signal },
      onWaiting() {
        onStandBy(url);
        rehearse({ prisma, catalog, now: now() }).catch((error: unknown) =>
          log.warn({ err: error }, 'What a server takes over could not be read beforehand'),
        );
      },
      onLost: onFatal,
      log: logOf('routing'),
    }),
  );

  const { lease } = leadership;
  const epoch = Number(lease.epoch);
  reach.takesOver(epoch);

  // Calls
  const { demo } = await prepareInstallation(prisma, config, secret, now());
  const routing = closers.add(await openRouting({ database, lease, catalog, now, log: logOf('routing'), onFatal, times }));
  const draining = new Draining({
    ...{ service: routing.service, leadership, servers: system.servers, rooms: media.rooms, config },
    log: logOf('routing'),
  });
  const widgetKeys = await openWidgetKeys({
    ...{ prisma, auth: signIn.auth, key: widgetKeysKey(secret), publicUrl: config.publicUrl, now },
    log: logOf('web'),
    // Centers with an entry of their own have a copy.
    onChanged: () => gateways.link.tellStaffChanged(),
  });
  const widgets = widgetKeys.guard;
  const ports = { prisma, catalog, io: reach.io, auth: signIn.auth, signedIn: signIn.sockets, now };
  const refusals = new Refusals();
  const abuse = closers.add(
    await openAbuse({ ...ports, config, secret, note: routing.service.note, isOpen: () => !draining.isDraining, log: logOf('web') }),
  );
  const queueOf = (callId: string) => mainOf(routing.service.state, callId)?.queueId ?? null;
  const announcements = await openAnnouncements({ ...ports, widgets, queueOf });
  const notes = openLinkNotes({ prisma, now, log: logOf('routing') });
  const listening = closers.add(openListening({ ...ports, service: routing.service, media, refusals, log: logOf('routing') }));
  const gateways = closers.add(
    await openGateways({
      ...{ ...ports, config, routing, media, listening, widgets, linkKeys, notes: notes.center, gate: abuse.gate, traces },
      announcements: announcements.book,
      log: logOf('routing'),
    }),
  );
  listening.join(gateways);
  media.serve(http.io);
  const mediaNodes = await openMediaNodes({ ...ports, io: http.io, media, lease, notes, log: logOf('media') });
  closers.add(notes);
  // Those that were given link keys are on machines of their own.
  const elsewhere = new Set((await linkKeys.list()).flatMap(({ id, keys }) => (keys.some(({ derived }) => !derived) ? [id] : [])));
  const here = config.roles.has('center') ? config.centers.filter(({ id }) => !elsewhere.has(id)) : [];
  const links = here.map(({ id }) => ({ id, key: linkKey(secret, id) }));
  const centers = closers.add(await openCenters({ ...ports, links, sources, log, traces }));

  // The supervisors' room, and what leaves the program
  const onPersonChanged = async (id: string) => {
    await onSignedOut(id);
    await supervision.reload();
    await centers.reloadProfile(id);
    gateways.link.tellStaffChanged();
  };
  const onSignedOut = async (id: string) => {
    await signIn.sockets.recheck(id);
    await listening.recheck(id);
  };
  const supervision = closers.add(
    await openSupervision({
      ...{ ...ports, people, routing, media: media.rooms, onPersonChanged, refusals, log },
      supervise: (centerId, message) => gateways.link.supervise(centerId, message),
    }),
  );
  const dataOut = closers.add(
    await openDataOut({
      ...{ ...ports, people, config, stories },
      audit: openAuditLog(prisma),
      reports: supervision.reports,
      key: deriveKey(secret, 'webhooks'),
      board: supervision.board,
      metrics: system.metrics,
      log: logOf('data-out'),
    }),
  );
  dataOut.serve(reach.io, signIn.sockets);
  for (const part of [clock, widgetKeys, gateways.widget, abuse, http, media, mediaNodes, reach, traces])
    system.metrics.add(() => part.figures());

  const ratings = openRatingDesk({ ...ports, enter: abuse.gate.enter, note: routing.service.note });
  const messages = closers.add(
    openMessages({
      ...{ ...ports, config, enter: abuse.gate.enter, note: routing.service.note },
      ...{ recordings: media.recordings, log: logOf('messages') },
    }),
  );
  const callbacks = closers.add(
    openCallbacks({
      ...{ ...ports, config, secret, messages, enter: abuse.gate.enter },
      routing: routing.service,
      prepared: gateways.prepared,
      log: logOf('callbacks'),
    }),
  );

  // From here on calls are decided, and everybody may come.
  const routingLog = logOf('routing');
  if (traces.on) traceCalls(routing.service, traces);
  const callLog = new CallLog(routing.service.state, ({ details, message }) => routingLog.info(details, message));
  await gateways.start([
    (events, state) => callLog.take(events, state),
    (events) => supervision.deliver(events),
    (events) => dataOut.deliver(events),
    (events, state) => listening.deliver(events, state),
    (events) => callbacks.deliver(events),
  ]);
  await callbacks.start();
  const calls = () => routing.service.state.calls;
  const centerOf = centerByKey(linkKeys);
  const api = openApi({
    ...{ auth: signIn.auth, catalog, people, sources, callStories: stories, midnights: supervision.midnights, now },
    parts: [
      ['/metrics', system.metricsApi],
      ...dataOut.parts,
      ...supervision.parts,
      ...widgetKeys.parts,
      [
        '/api/widget/outlook',
        openOutlookApi({ widgets, enter: abuse.gate.enter, outlookOf: (queueId) => outlookOf(routing.service.state, queueId, now()) }),
      ],
      ...messages.parts,
      ...ratings.parts,
      ...abuse.parts,
      ...announcements.parts,
      mediaNodes.part,
      [
        '/api/admin/center-links',
        openCenterLinksApi({ ...ports, store: linkKeys, audit: openAuditLog(prisma), link: gateways.link, machines: notes.machines }),
      ],
      [
        '/api/admin/system',
        openSystemApi({
          auth: signIn.auth,
          look: () =>
            lookAtSystem({
              ...{ servers: system.servers, leases },
              board: supervision.board,
              doors: reach.doors,
              media: mediaNodes.views,
              machines: notes.machines,
            }),
        }),
      ],
      ...callbacks.parts,
      ['/api/centers', openCentersApi({ ...ports, centerOf, sources, widgetKeys: widgetKeys.store, mediaOrigins: mediaNodes.origins })],
      ['/api/agents', openAgentDayApi({ auth: signIn.auth, prisma, now })],
    ],
    uploads: [...announcements.uploads, ['/api/centers', openToldCallsApi({ ...ports, service: routing.service, centerOf })]],
    ...{ widgets, enter: abuse.gate.enter, mayGoOn: http.mayGoOn, publicUrl: config.publicUrl },
    probeOf: mediaNodes.probeOf,
    log: logOf('web'),
    demo: demo ? { password: DEMO_PASSWORD } : null,
    leaveCall: (key) => gateways.widget.leave(key),
    callsIn: (queueId) => [...calls().values()].filter((call) => call.queueId === queueId).length,
    isReady: () => !draining.isDraining,
    health: () => ({ status: 'ok', database: database.kind, calls: calls().size, media: media.stats() }),
    ...{ onSignedOut, onPersonChanged },
    async onRoutingChanged() {
      await routing.configure();
      gateways.link.tellStaffChanged();
    },
    async onSourceChanged(centerId) {
      await centers.reopenCustomers(centerId);
      gateways.link.tellStaffChanged();
    },
  });
  http.serve({
    ...{ api, auth: signIn.auth, mayConnect: widgets.mayConnect },
    frame: openFrame({ folder: pages ? FRAME_FOLDER : null, widgets, mediaOrigins: mediaNodes.origins }),
    believeDoor: async (request) =>
      believeDoor(doorKey(secret), request) ||
      believeCenter(request, {
        hashesOf: linkKeys.hashesOf,
        isAgentOf: (agentId, centerId) => isAgentOf(prisma, agentId, centerId),
        vouching,
      }),
  });
  reach.start({ epoch, mayConnect: widgets.mayConnect });
  void system.becomes(() => ({ state: 'decides', calls: calls().size, sockets: reach.io.count() }), lease);
  // Over TCP also inside one process: there is one code path.
  centers.linkTo([routingUrl ?? link]);
  return { url, demo, drain: () => draining.drain() };
}
