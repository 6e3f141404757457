import type { Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import {
  CallRef,
  ControlCall,
  type CtiToWorkstation,
  FinishWrapup,
  MessageRef,
  ReservationRef,
  SayInCall,
  SetStatus,
  TextsAfterInCall,
  type WorkstationToCti,
} from '../protocol/workstation.ts';
import { Failure } from '../sockets/failure.ts';
import { handle, refuseConnection, type SocketLog } from '../sockets/handle.ts';
import type { Profile } from './core/execute.ts';
import { serveDesk } from './desk-gateway.ts';
import type { CtiProcessor } from './processor.ts';

/** How often each workstation's round trip is measured; it counts as unreachable after 10 s without one. */
const PROBE_MS = 2000;

type NoEvents = Record<string, never>;
/** `about`: for the log, which knows the center. */
type Known = { profile: Profile; about: { agentId: string } };
type WorkstationSocket = Socket<WorkstationToCti, CtiToWorkstation, NoEvents, Known>;
export type WorkstationNamespace = Namespace<WorkstationToCti, CtiToWorkstation, NoEvents, Known>;

export interface CtiGatewayOptions {
  namespace: WorkstationNamespace;
  processor: CtiProcessor;
  log: SocketLog;
  now: () => number;
  /** The agent whom the handshake's session belongs to; null when nobody is signed in. */
  agentIdOf: (handshake: Socket['handshake']) => Promise<string | null>;
}

/** The workstations' sockets of one center. An agent speaks only for themselves: who they are comes from their session. */
export function openCtiGateway({ namespace, processor, log, now, agentIdOf }: CtiGatewayOptions): void {
  namespace.use(async (socket, next) => {
    try {
      const agentId = await agentIdOf(socket.handshake);
      if (!agentId) return next(refuseConnection(new Failure('not-signed-in', 'Sign in first')));
      const profile = await processor.profile(agentId);
      if (!profile) return next(refuseConnection(new Failure('forbidden', 'You are not an agent of this center')));
      Object.assign(socket.data, { profile, about: { agentId } });
      next();
    } catch (error) {
      log.error({ err: error }, 'A workstation could not be let in');
      next(refuseConnection(new Failure('unavailable', 'Sign-in can’t be checked at the moment')));
    }
  });

  processor.showOn({
    show: (workstationId, state) => namespace.sockets.get(workstationId)?.emit('state', state),
    tellTexts: (workstationId, texts) => namespace.sockets.get(workstationId)?.emit('texts', texts),
    cutOff: (workstationId) => void namespace.sockets.get(workstationId)?.disconnect(true),
    shutOff: (workstationId) => {
      const socket = namespace.sockets.get(workstationId);
      socket?.emit('taken-over');
      // The word must go out before the connection closes: disconnect() alone drops nothing that was sent before it.
      socket?.disconnect(true);
    },
  });

  namespace.on('connection', (socket) => serve(socket, processor, log, now));
}

function serve(socket: WorkstationSocket, processor: CtiProcessor, log: SocketLog, now: () => number): void {
  const { id: agentId } = socket.data.profile;
  const workstationId = socket.id;

  handle(socket, 'set-status', SetStatus, log, ({ status }) => processor.setStatus({ kind: 'set-status', agentId, workstationId, status }));
  handle(socket, 'take-back-status', z.object({}), log, () => processor.run({ kind: 'take-back-status', agentId, workstationId }));
  handle(socket, 'accept', ReservationRef, log, (ref) => processor.answer(agentId, workstationId, 'accept', ref));
  handle(socket, 'decline', ReservationRef, log, (ref) => processor.answer(agentId, workstationId, 'reject', ref));
  handle(socket, 'hang-up', CallRef, log, (ref) => processor.answer(agentId, workstationId, 'hang-up', ref));
  handle(socket, 'control', ControlCall, log, (message) => processor.control(agentId, workstationId, message));
  handle(socket, 'directory', CallRef, log, (ref) => processor.directory(agentId, workstationId, ref));
  handle(socket, 'echo-ticket', z.object({}), log, () => processor.echoTicket(agentId, workstationId));
  const say = async (message: SayInCall) => ({ text: await processor.say(agentId, workstationId, message) });
  handle(socket, 'say', SayInCall, log, say);
  const textsAfter = async (message: TextsAfterInCall) => ({ texts: await processor.textsAfter(agentId, workstationId, message) });
  handle(socket, 'texts-after', TextsAfterInCall, log, textsAfter);
  serveDesk(socket, processor.desk, { agentId, workstationId }, log);
  handle(socket, 'extend-wrapup', CallRef, log, (ref) => processor.extendWrapup(agentId, workstationId, ref));
  handle(socket, 'finish-wrapup', FinishWrapup, log, (input) => processor.finishWrapup(agentId, workstationId, input));
  handle(socket, 'dismiss-message', MessageRef, log, (ref) => processor.dismissMessage(agentId, workstationId, ref));
  handle(socket, 'sign-out', z.object({}), log, () => processor.setStatus({ kind: 'sign-out', agentId, workstationId }));

  const probe = () => {
    const sentAt = now();
    socket.timeout(PROBE_MS * 4).emit('probe', (error) => {
      if (!error) processor.run({ kind: 'round-trip', agentId, workstationId, roundTripMs: Math.max(0, now() - sentAt) });
    });
  };
  const timer = setInterval(probe, PROBE_MS);
  socket.on('disconnect', () => {
    clearInterval(timer);
    processor.run({ kind: 'disconnect', agentId, workstationId });
  });

  processor
    .connected(socket.data.profile, workstationId)
    .catch((error: unknown) => log.error({ err: error, agentId }, 'A workstation could not be served'));
  probe();
}
