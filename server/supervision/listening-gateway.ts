import type { Namespace, Socket } from 'socket.io';
import type { SignedIn } from '../http/auth.ts';
import {
  ListeningRef,
  type RoutingToSupervisor,
  StartListening,
  type SupervisorToRouting,
  SwitchListening,
} from '../protocol/supervise.ts';
import { Failure } from '../sockets/failure.ts';
import { handle, type SocketLog } from '../sockets/handle.ts';
import type { ListeningDesk, ListeningPage } from './listening.ts';

type SuperviseSocket = Socket<SupervisorToRouting, RoutingToSupervisor>;

/** The `/supervise` namespace; its middleware has let in supervisors and administrators only. Who asks comes from their session. */
export function serveListening(
  namespace: Namespace,
  { desk, whoIs, log }: { desk: ListeningDesk; whoIs: (cookie: string | undefined) => Promise<SignedIn | null>; log: SocketLog },
): void {
  namespace.on('connection', (socket: SuperviseSocket) => {
    const who = () => whoIs(socket.handshake.headers.cookie);
    const page: ListeningPage = {
      who,
      tell: (session) => void socket.emit('session', session),
      ended: (sessionId, why) => void socket.emit('ended', { sessionId, why }),
    };
    // Rights may have been changed since the socket was opened.
    const asked = async () => {
      const person = await who();
      if (!person) throw new Failure('not-signed-in', 'Sign in first');
      return person;
    };
    handle(socket, 'start', StartListening, log, async (message) => {
      const session = await desk.start(await asked(), page, message);
      // It has gone while that was written down, when nobody could tell.
      if (!socket.connected) desk.disconnected(page);
      return { session };
    });
    handle(socket, 'resume', ListeningRef, log, async (ref) => {
      const session = await desk.resume(await asked(), page, ref);
      if (!socket.connected) desk.disconnected(page);
      return { session };
    });
    handle(socket, 'switch', SwitchListening, log, async (message) => ({ session: await desk.switch(await asked(), message) }));
    handle(socket, 'take-over', ListeningRef, log, async (ref) => ({ session: await desk.takeOver(await asked(), ref) }));
    handle(socket, 'stop', ListeningRef, log, async (ref) => desk.stop(await asked(), ref));
    socket.on('disconnect', () => desk.disconnected(page));
  });
}
