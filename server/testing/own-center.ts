import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { io } from 'socket.io-client';
import { openDatabase } from '../data/database.ts';
import { openLinkKeyStore } from '../data/link-keys.ts';
import { openWidgetKeyStore } from '../data/widget-keys.ts';
import { widgetKeysKey } from '../installation.ts';
import { WIDGET_NAMESPACE } from '../protocol/widget.ts';
import type { WidgetKey, WidgetKeyInput } from '../protocol/widget-keys.ts';
import { keptSecret } from '../secret.ts';
import { type Cable, layCable } from './cable.ts';
import { freePort, Started, TestCaller } from './started.ts';
import { openEmptyDatabase } from './templates.ts';

const NONE = { en: '', pt: '', fr: '' };
/** What callers accept there. */
export const CONSENT = 'We keep what you write';

/** A routing server, and Lisbon in a program of its own with an entry of its own, at the other end of a cable. */
export interface OwnCenter {
  routing: Started;
  center: Started;
  cable: Cable;
  /** Of Lisbon's own entry. */
  key: WidgetKey;
  linkKey: string;
  /** Where the center's data are. */
  folder: string;
  /** At the center's own entry. */
  caller(): TestCaller;
  close(): Promise<void>;
}

/** @param environments besides what each needs */
export async function startOwnCenter(environments: {
  routing: Record<string, string>;
  center: Record<string, string>;
}): Promise<OwnCenter> {
  const open: (() => unknown)[] = [];
  const close = async () => {
    for (const each of open.splice(0).reverse()) await each();
  };
  try {
    // What both know is there before they start.
    const routing = new Started({ PORT: String(await freePort()), TANDEM_ROLES: 'routing,center,web', ...environments.routing });
    open.push(() => routing.close());
    await routing.environment();
    const there = await openDatabase({ url: null, folder: routing.folder });
    const input: WidgetKeyInput = {
      ...{ name: 'Lisbon', origins: [], queues: null, label: NONE, consent: { ...NONE, en: CONSENT }, position: 'bottom-right' },
      ...{ accent: null, onAccent: null, enabled: true, standsIn: false, needsIdentity: false, centerId: 'lisbon' },
    };
    const key = await openWidgetKeyStore(there.prisma, widgetKeysKey(keptSecret(routing.folder))).create(input, Date.now());
    const { key: linkKey } = await openLinkKeyStore(there.prisma).addKey('lisbon', { id: 'admin', name: 'Admin', now: Date.now() });
    await there.close();
    await routing.start();
    const { port, protocol } = new URL(routing.tandem.url);
    const cable = await layCable(Number(port));
    open.push(() => cable.close());
    const folder = mkdtempSync(path.join(tmpdir(), 'tandem-center-'));
    open.push(() => rmSync(folder, { recursive: true, force: true }));
    await (await openEmptyDatabase({ folder })).close();
    const center = new Started({
      ...{ TANDEM_ROLES: 'center,web', TANDEM_DATA: folder, TANDEM_CENTER: 'lisbon', TANDEM_LINK_KEY: linkKey },
      TANDEM_ROUTING_URL: `${protocol}//127.0.0.1:${cable.port}`,
      ...environments.center,
    });
    open.push(() => center.close());
    await center.start();
    const caller = () => {
      const socket = io(center.tandem.url + WIDGET_NAMESPACE, { transports: ['websocket'], forceNew: true, auth: { key: key.id } });
      open.push(() => socket.disconnect());
      return new TestCaller(socket);
    };
    return { routing, center, cable, key, linkKey, folder, caller, close };
  } catch (error) {
    await close();
    throw error;
  }
}
