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
    return () => opened.close();
  }, [centerId, clock]);

  const snapshot = useSyncExternalStore(connection?.subscribe ?? nothing, connection?.get ?? before, before);
  return { clock, connection, ...snapshot };
}
