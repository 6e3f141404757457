import type { Namespace, Socket } from 'socket.io';
import type { SignedIn } from '../http/auth.ts';
import {
  ControlCaller,
  ListeningRef,
  type RoutingToSupervisor,
  SayInListening,
  StartListening,
  type SupervisorToRouting,
  SwitchListening,
  TextsAfterInListening,
} from '../protocol/supervise.ts';
import { Failure } from '../sockets/failure.ts';
import { handle, type SocketLog } from '../sockets/handle.ts';
import type { CallerInHand } from './caller-in-hand.ts';
import type { ListeningDesk } from './listening.ts';
import type { ListeningRoom } from './listening-room.ts';
import type { ListeningPage } from './listening-session.ts';

type SuperviseSocket = Socket<SupervisorToRouting, RoutingToSupervisor>;

/** The `/supervise` namespace; its middleware has let in supervisors and administrators only. Who asks comes from their session. */
export function serveListening(
  namespace: Namespace,
  {
    desk,
    room,
    inHand,
    whoIs,
    log,
  }: {
    desk: ListeningDesk;
    room: ListeningRoom;
    inHand: CallerInHand;
    whoIs: (cookie: string | undefined) => Promise<SignedIn | null>;
    log: SocketLog;
  },
): void {
  namespace.on('connection', (socket: SuperviseSocket) => {
    const who = () => whoIs(socket.handshake.headers.cookie);
    const page: ListeningPage = {
      who,
      tell: (session) => void socket.emit('session', session),
      texts: (callId, texts) => void socket.emit('texts', { callId, texts: [...texts] }),
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
      inHand.lastText(session);
      return { session: room.view(session) };
    });
    handle(socket, 'switch', SwitchListening, log, async (message) => ({ session: await desk.switch(await asked(), message) }));
    handle(socket, 'take-over', ListeningRef, log, async (ref) => ({ session: await desk.takeOver(await asked(), ref) }));
    handle(socket, 'stop', ListeningRef, log, async (ref) => desk.stop(await asked(), ref));

    // Of who has the caller.
    handle(socket, 'control', ControlCaller, log, async ({ action, ...ref }) =>
      inHand.control(await desk.allowed(await asked(), ref, { what: action.kind }), action),
    );
    handle(socket, 'directory', ListeningRef, log, async (ref) => inHand.directory(await desk.allowed(await asked(), ref)));
    handle(socket, 'say', SayInListening, log, async ({ sessionId, ...text }) => ({
      text: await inHand.say(await desk.allowed(await asked(), { sessionId }), text),
    }));
    handle(socket, 'texts-after', TextsAfterInListening, log, async ({ sessionId, after }) => ({
      texts: inHand.textsAfter(await desk.allowed(await asked(), { sessionId }), after),
    }));
    socket.on('disconnect', () => desk.disconnected(page));
  });
}
