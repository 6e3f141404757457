'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { later } from '../../../lib/later.tsx';
import type { WorkstationConnection } from '../connection.ts';
import { subscribeNotificationPermission } from '../notifications.ts';
import { sound } from '../sound/sound.ts';
import { browserProbes } from './ready-probes.ts';
import { ReadyStore } from './ready-store.ts';

const ReadyDialog = later(() => import('./ready-dialog.tsx').then((module) => module.default));

/** Stands between the agent and "Available": nothing is seen of it while all is well. */
export function ReadyCheck({ connection }: { connection: WorkstationConnection }) {
  const store = useMemo(() => new ReadyStore(browserProbes(connection.echoTicket)), [connection]);
  const { shown } = useSyncExternalStore(store.subscribe, store.get, store.get);
  useEffect(() => connection.checkFirst(store.mayGo), [connection, store]);
  useEffect(() => sound.onChange('microphone', store.forget), [store]);
  useEffect(() => subscribeNotificationPermission(store.lookAtNotifications), [store]);
  if (!shown) return null;
  return <ReadyDialog store={store} connection={connection} />;
}
