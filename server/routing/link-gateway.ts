import type { Namespace, Socket } from 'socket.io';
import type { AgentId, CenterId } from '../protocol/common.ts';
import {
  type AgentReport,
  type AgentWork,
  Completion,
  type CtiToRouting,
  LinkAuth,
  OfferAnswer,
  RejectAnswer,
  Report,
  type ReservationEnd,
  type RoutingToCti,
} from '../protocol/link.ts';
import { assertOk, Failure } from '../sockets/failure.ts';
import { handle, refuseConnection, type SocketLog } from '../sockets/handle.ts';
import { keyMatches } from '../sockets/keys.ts';
import type { RoutingEvent } from './core/events.ts';
import { type Agent, type RoutingState, reservationOf } from './core/model.ts';
import type { RoutingService } from './service.ts';
import type { TicketBook } from './tickets.ts';
import { routedWork, waitingByQueue } from './views.ts';

type NoEvents = Record<string, never>;
type LinkData = { centerId: CenterId; epoch: string };
type LinkSocket = Socket<CtiToRouting, RoutingToCti, NoEvents, LinkData>;
export type LinkNamespace = Namespace<CtiToRouting, RoutingToCti, NoEvents, LinkData>;

export interface LinkGatewayOptions {
  namespace: LinkNamespace;
  service: RoutingService;
  tickets: TicketBook;
  log: SocketLog;
  /** sha256 of a center's link key, hex; null when there is no such center. */
  keyHashOf: (centerId: CenterId) => Promise<string | null>;
}

/** The links from the centers' CTI processors: reports and answers in, agents' work out. */
export class LinkGateway {
  readonly #options: LinkGatewayOptions;
  readonly #links = new Map<CenterId, LinkSocket>();

  constructor(options: LinkGatewayOptions) {
    this.#options = options;
    options.namespace.use(async (socket, next) => {
      const auth = LinkAuth.safeParse(socket.handshake.auth);
      const keyHash = auth.success ? await options.keyHashOf(auth.data.centerId) : null;
      if (!auth.success || !keyHash || !keyMatches(auth.data.key, keyHash)) {
        options.log.warn(
          { centerId: auth.data?.centerId, address: socket.handshake.address },
          'Center link refused: no such center and key',
        );
        return next(refuseConnection(new Failure('forbidden', 'No such center and key')));
      }
      socket.data = { centerId: auth.data.centerId, epoch: auth.data.epoch };
      next();
    });
    options.namespace.on('connection', (socket: LinkSocket) => this.#connected(socket));
  }

  /** Tells the centers what these events mean for their agents, and who waits. */
  deliver(events: readonly RoutingEvent[], state: RoutingState): void {
    const ends = new Map<AgentId, ReservationEnd>();
    const agents = new Set<AgentId>();
    for (const event of events) {
      const end = reservationEnd(event);
      if (end) ends.set(end.agentId, end.end);
      for (const agentId of agentsOf(event, state)) agents.add(agentId);
    }
    for (const agentId of agents) this.#sendWork(agentId, ends.get(agentId) ?? null);
    if (events.some((event) => QUEUE_CHANGES.has(event.kind))) {
      const waiting = { at: this.#options.service.now(), queues: waitingByQueue(state) };
      for (const socket of this.#links.values()) socket.emit('waiting', waiting);
    }
  }

  #connected(socket: LinkSocket): void {
    const { service, log } = this.#options;
    const { centerId, epoch } = socket.data;
    const peer = { peer: 'center' } as const;
    // One link a center: the newer one is the living one.
    this.#links.get(centerId)?.disconnect(true);
    this.#links.set(centerId, socket);
    socket.on('disconnect', () => {
      if (this.#links.get(centerId) === socket) this.#links.delete(centerId);
    });

    const report = async (message: Report) => {
      const shift = service.now() - message.at;
      const agents = message.agents.map((agent) => fromReport(agent, centerId, shift));
      const { seq, kind, at, volume } = message;
      const reply = await service.submit({ kind: 'report', centerId, epoch, seq, report: kind, reportedAt: at, agents, volume });
      if (!reply.ok && reply.error.code === 'gap') socket.emit('snapshot-please');
      assertOk(reply);
      if (kind === 'snapshot') this.#resend(centerId, agents);
      return {};
    };
    handle(socket, 'report', Report, log, report, peer);
    handle(socket, 'accept', OfferAnswer, log, async (acting) => run(service, { kind: 'accept', centerId, ...acting }), peer);
    handle(socket, 'reject', RejectAnswer, log, async (acting) => run(service, { kind: 'reject', centerId, ...acting }), peer);
    handle(socket, 'hang-up', OfferAnswer, log, async (acting) => run(service, { kind: 'agent-hang-up', centerId, ...acting }), peer);
    handle(socket, 'complete', Completion, log, async (acting) => run(service, { kind: 'complete', centerId, ...acting }), peer);
    socket.emit('snapshot-please');
  }

  /** After a snapshot: all work of the center's agents, and the ends that it seems to have missed. */
  #resend(centerId: CenterId, agents: readonly Agent[]): void {
    const { state } = this.#options.service;
    for (const agent of agents) {
      const unconfirmed = agent.settledToken < (state.lastToken.get(agent.id) ?? 0);
      if (state.callOf.has(agent.id) || unconfirmed) this.#sendWork(agent.id, null);
    }
    this.#links.get(centerId)?.emit('waiting', { at: this.#options.service.now(), queues: waitingByQueue(state) });
  }

  #sendWork(agentId: AgentId, end: ReservationEnd | null): void {
    const { service, tickets } = this.#options;
    const { state } = service;
    const agent = state.agents.get(agentId);
    const socket = agent && this.#links.get(agent.centerId);
    if (!socket) return; // the center's next snapshot brings it
    const callId = state.callOf.get(agentId);
    const call = callId === undefined ? undefined : state.calls.get(callId);
    const reservation = call && reservationOf(call);
    const base = { at: service.now(), agentId };
    const message: AgentWork =
      call && reservation
        ? {
            ...base,
            token: reservation.token,
            work: routedWork(state, call, (one) => tickets.agent(one.id), service.settings),
            ended: null,
          }
        : { ...base, token: state.lastToken.get(agentId) ?? 0, work: { kind: 'none' }, ended: end };
    socket.emit('work', message);
  }
}

async function run(service: RoutingService, command: Parameters<RoutingService['submit']>[0]): Promise<void> {
  assertOk(await service.submit(command));
}

/** A report's agent on this server's clock. */
function fromReport(agent: AgentReport, centerId: CenterId, shiftMs: number): Agent {
  return {
    ...agent,
    centerId,
    status: { ...agent.status, since: Math.max(0, agent.status.since + shiftMs) },
    answeredAt: agent.answeredAt === null ? null : Math.max(0, agent.answeredAt + shiftMs),
  };
}

const QUEUE_CHANGES = new Set<RoutingEvent['kind']>([
  'call-queued',
  'call-offered',
  'call-requeued',
  'call-abandoned',
  'call-failed',
  'call-canceled',
  'queues-configured',
]);

/** Agents whose work an event changes. */
function agentsOf(event: RoutingEvent, state: RoutingState): AgentId[] {
  switch (event.kind) {
    case 'call-offered':
      return [event.reservation.agentId];
    case 'caller-away':
    case 'caller-back': {
      const call = state.calls.get(event.callId);
      const reservation = call && reservationOf(call);
      return reservation ? [reservation.agentId] : [];
    }
    default:
      return 'agentId' in event && event.agentId !== null ? [event.agentId] : [];
  }
}

function reservationEnd(event: RoutingEvent): { agentId: AgentId; end: ReservationEnd } | null {
  switch (event.kind) {
    case 'call-requeued':
      return { agentId: event.agentId, end: event.end };
    case 'call-completed':
      return { agentId: event.agentId, end: 'completed' };
    case 'call-abandoned':
    case 'call-failed':
      return event.agentId === null ? null : { agentId: event.agentId, end: 'canceled' };
    default:
      return null;
  }
}
