import { SUPERVISE_NAMESPACE } from '../../../server/protocol/namespaces.ts';
import type { RoutingToSupervisor, SupervisorToRouting } from '../../../server/protocol/supervise.ts';
import { keepConnected } from '../../lib/keep-connected.ts';
import { request } from '../../lib/request.ts';
import { openSocket } from '../../lib/socket.ts';
import { ListeningStore } from './listening-store.ts';

const KEY = 'tandem.listening';

/** Outlives the way from one page of the room to another. */
export const listening = new ListeningStore({
  openSocket: () => {
    const socket = openSocket<RoutingToSupervisor, SupervisorToRouting>(SUPERVISE_NAMESPACE);
    keepConnected(socket);
    return socket;
  },
  request,
  loadSound: () => import('./ears.ts'),
  memory: {
    // Storage may be forbidden: then a reload ends the listening in.
    get: () => {
      try {
        return sessionStorage.getItem(KEY);
      } catch {
        return null;
      }
    },
    set: (sessionId) => {
      try {
        if (sessionId === null) sessionStorage.removeItem(KEY);
        else sessionStorage.setItem(KEY, sessionId);
      } catch {
        // As said above.
      }
    },
  },
});
