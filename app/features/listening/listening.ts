import { SUPERVISE_NAMESPACE } from '../../../server/protocol/namespaces.ts';
import type { RoutingToSupervisor, SupervisorToRouting } from '../../../server/protocol/supervise.ts';
import { keepConnected } from '../../lib/keep-connected.ts';
import { request } from '../../lib/request.ts';
import { openSocket } from '../../lib/socket.ts';
import { ListeningStore } from './listening-store.ts';

const KEY = 'tandem.listening';
const BY_TEXT = 'text ';

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
        const kept = sessionStorage.getItem(KEY);
        if (kept === null) return null;
        const byText = kept.startsWith(BY_TEXT);
        return { id: byText ? kept.slice(BY_TEXT.length) : kept, byText };
      } catch {
        return null;
      }
    },
    set: (session) => {
      try {
        if (session === null) sessionStorage.removeItem(KEY);
        else sessionStorage.setItem(KEY, `${session.byText ? BY_TEXT : ''}${session.id}`);
      } catch {
        // As said above.
      }
    },
  },
});
