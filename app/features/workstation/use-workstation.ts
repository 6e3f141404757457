'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { workstationNamespace } from '../../../server/protocol/namespaces.ts';
import type { CtiToWorkstation, WorkstationToCti } from '../../../server/protocol/workstation.ts';
import { ServerClock } from '../../lib/clock.ts';
import { openSocket } from '../../lib/socket.ts';
import { type Snapshot, WorkstationConnection } from './connection.ts';

const BEFORE: Snapshot = { link: { kind: 'connecting' }, state: null };
const nothing = () => () => undefined;
const before = () => BEFORE;

/** One connection to the center for as long as the page is open. */
export function useWorkstation(centerId: string) {
  const [clock] = useState(() => new ServerClock());
  const [connection, setConnection] = useState<WorkstationConnection | null>(null);

  useEffect(() => {
    const opened = new WorkstationConnection(openSocket<CtiToWorkstation, WorkstationToCti>(workstationNamespace(centerId)), clock);
    setConnection(opened);
    window.addEventListener('offline', opened.doubt);
    const letSleep = stayAwake();
    return () => {
      letSleep();
      window.removeEventListener('offline', opened.doubt);
      opened.close();
    };
  }, [centerId, clock]);

  const snapshot = useSyncExternalStore(connection?.subscribe ?? nothing, connection?.get ?? before, before);
  return { clock, connection, ...snapshot };
}

/** Browsers put tabs to sleep that have been in the background for minutes, but none that holds a lock. Returns how to let go. */
function stayAwake(): () => void {
  const over = new AbortController();
  const held = new Promise<void>((done) => over.signal.addEventListener('abort', () => done()));
  // Shared: another tab of the workstation may hold it too. Not every browser has locks.
  navigator.locks?.request('tandem-workstation', { mode: 'shared' }, () => held).catch(() => undefined);
  return () => over.abort();
}
