import type { Logger } from 'pino';
import { openAbuse } from './abuse/open.ts';
import { openCallbacks } from './callbacks/open.ts';
import { Closers } from './closers.ts';
import type { Config } from './config.ts';
import { openCenters } from './cti/open.ts';
import { openAuditLog } from './data/audit.ts';
import { openCallStories } from './data/call-story.ts';
import { openCatalog } from './data/catalog.ts';
import { openCustomerSources } from './data/customers/sources.ts';
import { openDatabase } from './data/database.ts';
import { DEMO_PASSWORD } from './data/demo.ts';
import { openPeople } from './data/people.ts';
import { openDataOut } from './data-out/open.ts';
import { openAgentDayApi } from './http/agent-day-api.ts';
import { openApi } from './http/api.ts';
import { openHttp } from './http/open.ts';
import { openOutlookApi } from './http/outlook-api.ts';
import { openSignIn } from './http/sign-in.ts';
import { prepareInstallation, widgetKeysKey } from './installation.ts';
import { openMedia } from './media/open.ts';
import { openMessages } from './messages/open.ts';
import { openRatingDesk } from './ratings/open.ts';
import { openGateways } from './routing/gateways.ts';
import { openRouting } from './routing/open.ts';
import { outlookOf } from './routing/outlook.ts';
import { keptSecret } from './secret.ts';
import { deriveKey } from './sockets/keys.ts';
import { openListening } from './supervision/listen.ts';
import { openSupervision } from './supervision/open.ts';
import { Refusals } from './supervision/refusals.ts';
import { openWidgetKeys } from './widget-keys/open.ts';

export interface Tandem {
  /** Where it listens, for instance `http://127.0.0.1:3000`. */
  url: string;
  demo: boolean;
  /** Ends everything that was started, youngest first. Twice is fine. */
  close(): Promise<void>;
}

export interface TandemOptions {
  config: Config;
  log: Logger;
  now?: () => number;
  /** Without the pages, for tests that only speak the protocol. */
  pages?: boolean;
  /** Called when the program must not go on: what is in memory is no longer what would survive. */
  onFatal: (error: unknown) => void;
}

/** Starts every system in this process. On a failure, what had started is ended again. */
export async function startTandem(options: TandemOptions): Promise<Tandem> {
  const closers = new Closers(options.log);
  try {
    return { ...(await start(options, closers)), close: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/** The systems in the order in which they need each other; connections come once all of them are there. */
async function start(
  { config, log, now = Date.now, pages = true, onFatal }: TandemOptions,
  closers: Closers,
): Promise<Omit<Tandem, 'close'>> {
  const logOf = (system: string) => log.child({ system });
  const secret = config.secret ?? keptSecret(config.dataFolder);

  // Data
  const database = closers.add(await openDatabase({ url: config.databaseUrl, folder: config.dataFolder }));
  const { prisma } = database;
  const { demo } = await prepareInstallation(prisma, config, secret, now());
  const catalog = openCatalog(prisma);
  const people = openPeople(prisma);
  const stories = openCallStories(prisma);
  const sources = openCustomerSources(prisma, { key: deriveKey(secret, 'customer-systems'), now });

  // Calls
  const signIn = closers.add(openSignIn({ prisma, secret, config, log: logOf('web') }));
  const media = closers.add(await openMedia({ config, prisma, secret, now, log: logOf('media') }));
  const routing = closers.add(await openRouting({ database, catalog, now, log: logOf('routing'), onFatal }));
  const widgetKeys = await openWidgetKeys({
    ...{ prisma, auth: signIn.auth, key: widgetKeysKey(secret), publicUrl: config.publicUrl, now },
    log: logOf('web'),
  });
  const widgets = widgetKeys.guard;
  const http = closers.add(await openHttp({ config, pages, widgets, log: logOf('web') }));
  const ports = { prisma, catalog, io: http.io, auth: signIn.auth, signedIn: signIn.sockets, now };
  const refusals = new Refusals();
  const abuse = closers.add(await openAbuse({ ...ports, config, secret, log: logOf('web') }));
  const listening = closers.add(openListening({ ...ports, service: routing.service, media, refusals, log: logOf('routing') }));
  const gateways = closers.add(
    await openGateways({ ...ports, config, routing, media, listening, widgets, gate: abuse.gate, log: logOf('routing') }),
  );
  listening.join(gateways);
  media.serve(http.io);
  const centers = closers.add(await openCenters({ ...ports, config, secret, sources, log }));

  // The supervisors' room, and what leaves the program
  const onPersonChanged = async (id: string) => {
    await onSignedOut(id);
    await supervision.reload();
    await centers.reloadProfile(id);
  };
  const onSignedOut = async (id: string) => {
    await signIn.sockets.recheck(id);
    await listening.recheck(id);
  };
  const supervision = closers.add(
    await openSupervision({
      ...{ ...ports, people, routing, media: media.service, onPersonChanged, refusals, log },
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
      figures: () => [...widgetKeys.figures(), ...gateways.widget.figures(), ...abuse.figures()],
      log: logOf('data-out'),
    }),
  );
  dataOut.serve(http.io, signIn.sockets);

  const ratings = openRatingDesk({ ...ports, config });
  const messages = openMessages({ ...ports, config, recordings: media.recordings });
  const callbacks = closers.add(
    openCallbacks({
      ...{ ...ports, config, secret, messages },
      routing: routing.service,
      prepared: gateways.prepared,
      log: logOf('callbacks'),
    }),
  );

  // From here on calls are decided, and everybody may come.
  await gateways.start([
    (events) => supervision.deliver(events),
    (events) => dataOut.deliver(events),
    (events, state) => listening.deliver(events, state),
    (events) => callbacks.deliver(events),
  ]);
  await callbacks.start();
  const calls = () => routing.service.state.calls;
  const api = openApi({
    ...{ auth: signIn.auth, catalog, people, sources, callStories: stories, midnights: supervision.midnights, now },
    parts: [
      ...dataOut.parts,
      ...supervision.parts,
      widgetKeys.part,
      ['/api/widget/outlook', openOutlookApi({ widgets, outlookOf: (queueId) => outlookOf(routing.service.state, queueId, now()) })],
      ...messages.parts,
      ...ratings.parts,
      ...abuse.parts,
      ...callbacks.parts,
      ['/api/agents', openAgentDayApi({ auth: signIn.auth, prisma, now })],
    ],
    ...{ widgets, publicUrl: config.publicUrl },
    log: logOf('web'),
    demo: demo ? { password: DEMO_PASSWORD } : null,
    leaveCall: (key) => gateways.widget.leave(key),
    callsIn: (queueId) => [...calls().values()].filter((call) => call.queueId === queueId).length,
    health: () => ({ status: 'ok', database: database.kind, calls: calls().size, media: media.service.stats() }),
    ...{ onSignedOut, onPersonChanged },
    onRoutingChanged: routing.configure,
    onSourceChanged: (centerId) => centers.reopenCustomers(centerId),
  });
  const { url, link } = await http.listen({ api, auth: signIn.auth });
  // Over TCP also inside one process: there is one code path.
  centers.linkTo(link);
  return { url, demo };
}
