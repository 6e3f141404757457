import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Namespace, Socket } from 'socket.io';
import type { AgentId, CallId, CenterId, TimeTold } from '../protocol/common.ts';
import {
  AcceptAnswer,
  AgentRef,
  type AgentReport,
  type AgentWork,
  Completion,
  Control,
  type CtiToRouting,
  HangUp,
  LinkAuth,
  OfferAnswer,
  RejectAnswer,
  Report,
  type RoutingToCti,
  SayFromAgent,
  TextsAfterForAgent,
} from '../protocol/link.ts';
import { CenterWord } from '../protocol/machines.ts';
import type { Supervise } from '../protocol/supervision.ts';
import type { CallText } from '../protocol/texts.ts';
import { partsOf } from '../protocol/trace.ts';
import { assertOk, Failure } from '../sockets/failure.ts';
import { handle, refuseConnection, type SocketLog } from '../sockets/handle.ts';
import { keyMatches } from '../sockets/keys.ts';
import type { LinkNotes } from '../system/link-notes.ts';
import { NO_TRACES, type Traces } from '../traces/open.ts';
import { newSpanId } from '../traces/span.ts';
import { heldOf, isSettling } from './core/channels.ts';
import { ConversationBook } from './core/conversation-book.ts';
import type { RoutingEvent } from './core/events.ts';
import { type Agent, type Call, reservationWith } from './core/model.ts';
import { heldBy } from './core/offers.ts';
import type { RoutingState } from './core/state.ts';
import { directoryOf } from './directory.ts';
import { agentsOf, offerEnds, QUEUE_CHANGES } from './link-events.ts';
import type { RoutingService } from './service.ts';
import { agentsIn, partiesIn, type TextDesk } from './text-desk.ts';
import type { TicketBook } from './tickets.ts';
import { type ListenersSeen, routedWork, type SilentAt, waitingByQueue } from './views.ts';

type NoEvents = Record<string, never>;
/** `keyHash`: of the key by which it was let in. */
/** `about`: for the log. */
type LinkData = { centerId: CenterId; epoch: string; keyHash: string; about: { centerId: CenterId } };
type LinkSocket = Socket<CtiToRouting, RoutingToCti, NoEvents, LinkData>;
export type LinkNamespace = Namespace<CtiToRouting, RoutingToCti, NoEvents, LinkData>;

/** Changes of who waits go out as one within this time: in a rush, every call changes them. */
const COALESCE_MS = 100;
/** How long a center may take to do what a supervisor asks for. */
const ANSWER_LIMIT_MS = 5000;

export interface LinkGatewayOptions {
  namespace: LinkNamespace;
  service: RoutingService;
  tickets: TicketBook;
  texts: TextDesk;
  /** The ticket to a new echo room of this agent. */
  echoTicket: (agentId: AgentId, centerId: CenterId) => Promise<string>;
  /** Supervisors who listen in. */
  listenersSeen: ListenersSeen;
  silentAt: SilentAt;
  log: SocketLog;
  traces?: Traces;
  /** sha256 of the link keys that are good for a center now, hex, the youngest first; none for a center that there is not. */
  keyHashesOf: (centerId: CenterId) => Promise<readonly string[]>;
  notes: LinkNotes<'center'>;
}

/** The links from the centers' CTI processors: reports and answers in, agents' work out. */
export class LinkGateway {
  readonly #options: LinkGatewayOptions;
  readonly #links = new Map<CenterId, LinkSocket>();
  /** Agents left out of a center's reports, since another center has them. */
  readonly #foreign = new Map<AgentId, CenterId>();
  readonly #conversations = new ConversationBook();
  /** To list everybody takes time: more often than this nobody reads it. */
  readonly #directories = new RateLimiterMemory({ points: 5, duration: 1 });
  #waitingSoon: NodeJS.Timeout | null = null;

  constructor(options: LinkGatewayOptions) {
    this.#options = options;
    this.#conversations.remember(options.service.state);
    options.namespace.use(async (socket, next) => {
      const auth = LinkAuth.safeParse(socket.handshake.auth);
      let good: readonly string[] = [];
      try {
        if (auth.success) good = await options.keyHashesOf(auth.data.centerId);
      } catch (error) {
        options.log.error({ err: error }, 'A center link’s key could not be looked up');
        return next(refuseConnection(new Failure('unavailable', 'The key can’t be checked at the moment')));
      }
      const keyHash = auth.success ? good.find((hash) => keyMatches(auth.data.key, hash)) : undefined;
      if (!auth.success || keyHash === undefined) {
        options.log.warn(
          { centerId: auth.data?.centerId, address: socket.handshake.address },
          'Center link refused: no such center and key',
        );
        return next(refuseConnection(new Failure('forbidden', 'No such center and key')));
      }
      // One link a center: while keys are changed, a machine that is left with the old one must not push the other out.
      const linked = this.#links.get(auth.data.centerId)?.data.keyHash;
      if (linked !== undefined && good.includes(linked) && good.indexOf(linked) < good.indexOf(keyHash))
        return next(refuseConnection(new Failure('conflict', 'The center is linked by a younger key')));
      const { centerId, epoch } = auth.data;
      socket.data = { centerId, epoch, keyHash, about: { centerId } };
      next();
    });
    options.namespace.on('connection', (socket: LinkSocket) => this.#connected(socket));
  }

  /** Tells the centers what these events mean for their agents, and who waits. */
  deliver(events: readonly RoutingEvent[], state: RoutingState): void {
    const ends = new Map<AgentId, AgentWork['ended']>();
    const agents = new Set<AgentId>();
    const touched = new Set<CallId>();
    for (const event of events) {
      for (const { agentId, ...ended } of offerEnds(event)) ends.set(agentId, [...(ends.get(agentId) ?? []), ended]);
      for (const agentId of agentsOf(event, state)) agents.add(agentId);
      const conversationId = this.#conversations.take(event);
      if (conversationId !== null) touched.add(conversationId);
    }
    // Each agent in a conversation sees all of its parties.
    for (const conversationId of touched) for (const agentId of agentsIn(state, conversationId)) agents.add(agentId);
    for (const agentId of agents) this.#sendWork(agentId, ends.get(agentId) ?? []);
    if (events.some((event) => QUEUE_CHANGES.has(event.kind))) this.#waitingSoon ??= setTimeout(() => this.#sendWaiting(), COALESCE_MS);
  }

  /** Tells the agents who are in a conversation now what was written in it. */
  tellText(conversationId: CallId, text: CallText): void {
    const { service, texts } = this.#options;
    for (const { agentId, party } of partiesIn(service.state, conversationId)) {
      const read = texts.readBy(conversationId, text, party);
      if (read) this.#sendText(agentId, conversationId, read);
    }
  }

  /** Something beside its calls has changed for the agents of a conversation. */
  tellConversation(conversationId: CallId): void {
    for (const agentId of agentsIn(this.#options.service.state, conversationId)) this.#sendWork(agentId, []);
  }

  #sendText(agentId: AgentId, callId: CallId, text: CallText): void {
    const { service } = this.#options;
    const centerId = service.state.agents.get(agentId)?.centerId;
    if (centerId) this.#links.get(centerId)?.emit('texts', { at: service.now(), agentId, callId, texts: [text] });
  }

  #sendWaiting(): void {
    this.#waitingSoon = null;
    const { service } = this.#options;
    const waiting = { at: service.now(), queues: waitingByQueue(service.state) };
    for (const socket of this.#links.values()) socket.emit('waiting', waiting);
  }

  /**
   * Has a center's CTI processor do what a supervisor asks for.
   * @throws Failure as the center refuses it, or `unavailable` when it can't be reached
   */
  async supervise(centerId: CenterId, message: Supervise): Promise<void> {
    const ack = await this.#links
      .get(centerId)
      ?.timeout(ANSWER_LIMIT_MS)
      .emitWithAck('supervise', message)
      .catch(() => null);
    if (!ack) throw new Failure('unavailable', 'This center can’t be reached now. Try again in a moment.');
    assertOk(ack);
  }

  close(): void {
    if (this.#waitingSoon) clearTimeout(this.#waitingSoon);
  }

  /** A center whose key is not good any more is let go. To be called after each change of keys. */
  async recheck(centerId: CenterId): Promise<void> {
    const socket = this.#links.get(centerId);
    if (socket && !(await this.#options.keyHashesOf(centerId)).includes(socket.data.keyHash)) socket.disconnect(true);
  }

  isLinked(centerId: CenterId): boolean {
    return this.#links.has(centerId);
  }

  /** The hash of the key by which a center is linked now; null: it is not. */
  linkedBy(centerId: CenterId): string | null {
    return this.#links.get(centerId)?.data.keyHash ?? null;
  }

  /** People, skills or customers may be other than they were. */
  tellStaffChanged(): void {
    for (const socket of this.#links.values()) socket.emit('staff-changed');
  }

  /** Every center is to report all it has. */
  askForSnapshots(): void {
    for (const socket of this.#links.values()) socket.emit('snapshot-please');
  }

  #connected(socket: LinkSocket): void {
    const { service, texts, notes, log } = this.#options;
    const { centerId, epoch, keyHash } = socket.data;
    const peer = { peer: 'center' } as const;
    // One link a center: the newer one is the living one.
    this.#links.get(centerId)?.disconnect(true);
    this.#links.set(centerId, socket);
    notes.linked(centerId, keyHash);
    socket.on('disconnect', () => {
      if (this.#links.get(centerId) !== socket) return;
      this.#links.delete(centerId);
      notes.unlinked(centerId, keyHash);
    });

    const report = async (message: Report) => {
      const shift = service.now() - message.at;
      const agents = message.agents.map((agent) => fromReport(agent, centerId, shift));
      const answered = Object.fromEntries(Object.entries(message.answered).map(([id, time]) => [id, Math.max(0, time + shift)]));
      const { seq, kind, at, volume } = message;
      const reply = await service.submit({ kind: 'report', centerId, epoch, seq, report: kind, reportedAt: at, agents, answered, volume });
      if (!reply.ok && reply.error.code === 'gap') socket.emit('snapshot-please');
      assertOk(reply);
      // Not sooner: an offer that has ended in between is told with its reason first, or the agent would never read it.
      await service.onceTold(() => {
        this.#noteForeign(centerId, agents);
        this.#resend(agents, kind);
        if (kind !== 'snapshot') return;
        socket.emit('waiting', { at: service.now(), queues: waitingByQueue(service.state) });
        this.#sayLastTexts(agents);
      });
      return { at: service.now() } satisfies TimeTold;
    };
    handle(socket, 'report', Report, log, report, peer);
    const machine = (word: CenterWord) => void (this.#links.get(centerId) === socket && notes.word(centerId, word));
    handle(socket, 'machine', CenterWord, log, machine, peer);
    handle(socket, 'accept', AcceptAnswer, log, (answer) => this.#accept(centerId, answer), peer);
    handle(socket, 'reject', RejectAnswer, log, async (acting) => run(service, { kind: 'reject', centerId, ...acting }), peer);
    handle(socket, 'hang-up', HangUp, log, async (acting) => run(service, { kind: 'agent-hang-up', centerId, ...acting }), peer);
    handle(socket, 'complete', Completion, log, async (acting) => run(service, { kind: 'complete', centerId, ...acting }), peer);
    handle(socket, 'control', Control, log, async (control) => run(service, { kind: 'control', centerId, ...control }), peer);
    const directory = async (acting: OfferAnswer) => {
      await this.#directories.consume(`${centerId} ${acting.agentId}`).catch(() => {
        throw new Failure('too-many', 'The list was asked for too often. Try again in a second.');
      });
      const held = heldBy(service.state, { centerId, ...acting });
      if (!held) throw new Failure('stale-token', 'This call is no longer yours');
      return directoryOf(service.state, held.call, service.now(), service.settings);
    };
    handle(socket, 'directory', OfferAnswer, log, directory, peer);
    const echoTicket = async ({ agentId }: AgentRef) => {
      if (service.state.agents.get(agentId)?.centerId !== centerId)
        throw new Failure('forbidden', 'This agent is not at work in your center');
      return { ticket: await this.#options.echoTicket(agentId, centerId) };
    };
    handle(socket, 'echo-ticket', AgentRef, log, echoTicket, peer);
    const say = async (message: SayFromAgent) => ({ text: await texts.sayAsAgent(centerId, message), at: service.now() });
    handle(socket, 'say', SayFromAgent, log, say, peer);
    const textsAfter = (message: TextsAfterForAgent) => ({ texts: texts.afterForAgent(centerId, message), at: service.now() });
    handle(socket, 'texts-after', TextsAfterForAgent, log, textsAfter, peer);
    socket.emit('snapshot-please');
  }

  async #accept(centerId: CenterId, { trace, ...acting }: AcceptAnswer): Promise<void> {
    const { service, traces = NO_TRACES } = this.#options;
    const from = service.now();
    const call = heldBy(service.state, { centerId, ...acting })?.call;
    await run(service, { kind: 'accept', centerId, ...acting });
    // A center's word is a part of the trace of this very call, or of none.
    const { id, parent } = trace === undefined ? { id: '', parent: null } : partsOf(trace);
    if (call?.trace === undefined || call.trace.id !== id) return;
    const span = { trace: id, id: newSpanId(), parent, name: 'routing accept', part: 'routing' as const, isAsked: true };
    traces.tell({
      ...span,
      from,
      to: service.now(),
      attributes: { 'call.id': call.id, 'center.id': centerId, 'agent.id': acting.agentId },
    });
  }

  /** While the link was down texts may have been missed: the number of the last one tells. */
  #sayLastTexts(agents: readonly Agent[]): void {
    for (const { id } of agents)
      for (const { conversationId, text } of this.#options.texts.lastFor(id)) this.#sendText(id, conversationId, text);
  }

  /**
   * After a report: says again what its agents have in hand where the center may not know. An agent who has something else than
   * the center says, one the end of whose last offer is not confirmed, and after a snapshot everybody with text conversations:
   * how far those are, no report says.
   */
  #resend(agents: readonly Agent[], kind: Report['kind']): void {
    const { state } = this.#options.service;
    for (const agent of agents) {
      if (state.agents.get(agent.id)?.centerId !== agent.centerId) continue;
      const texts = heldOf(state, agent.id, 'text') > 0;
      if ((texts && kind === 'snapshot') || !seesWork(state, agent) || isSettling(state, agent)) this.#sendWork(agent.id, []);
    }
  }

  /** Agents whom two centers report: the one who had them first keeps them until it reports without them. */
  #noteForeign(centerId: CenterId, agents: readonly Agent[]): void {
    const { state } = this.#options.service;
    for (const agent of agents) {
      if (state.agents.get(agent.id)?.centerId === centerId) this.#foreign.delete(agent.id);
      else if (this.#foreign.get(agent.id) !== centerId) {
        this.#foreign.set(agent.id, centerId);
        this.#options.log.warn({ centerId, agentId: agent.id }, 'A center reports an agent of another center; left out');
      }
    }
    for (const [agentId, reporter] of this.#foreign) {
      if (state.agents.has(agentId)) continue;
      this.#foreign.delete(agentId);
      this.#links.get(reporter)?.emit('snapshot-please');
    }
  }

  #sendWork(agentId: AgentId, ended: AgentWork['ended']): void {
    const { service, tickets, listenersSeen, silentAt } = this.#options;
    const { state } = service;
    const agent = state.agents.get(agentId);
    const socket = agent && this.#links.get(agent.centerId);
    if (!socket) return; // the center's next snapshot brings it
    const calls = (state.callsOf.get(agentId) ?? []).flatMap((callId) => state.calls.get(callId) ?? []);
    // A center that reports a supervisor as an agent of its own is handed nothing of the caller whom they have.
    if (calls.some((call) => call.supervisor !== null)) return;
    const works = calls.flatMap((call) => {
      const token = reservationWith(call, agentId)?.token;
      const ticketOf = (conversationId: CallId, of: number) => tickets.agent(conversationId, of);
      const work = routedWork(state, call, agentId, ticketOf, service.settings, listenersSeen, silentAt);
      return work && token !== undefined ? [{ token, work }] : [];
    });
    works.sort((a, b) => a.token - b.token);
    socket.emit('work', { at: service.now(), agentId, token: state.lastToken.get(agentId) ?? 0, works, ended });
  }
}

/** Whether what an agent's center says of their work is what this server has given them. */
function seesWork(state: RoutingState, agent: Agent): boolean {
  const calls = (state.callsOf.get(agent.id) ?? []).flatMap((callId) => state.calls.get(callId) ?? []);
  const shown = calls.find(({ channel }) => channel === 'voice') ?? calls.find((call) => call.state.kind === 'offered');
  const { status, held } = agent;
  const works = status.kind === 'reserved' || status.kind === 'on-call' || status.kind === 'wrapup';
  const agrees = shown ? works && status.callId === shown.id && status.kind === STATUS_OF[shown.state.kind] : !works;
  if (!agrees || held === undefined) return agrees;
  const tokens = calls.flatMap((call) => reservationWith(call, agent.id)?.token ?? []);
  return tokens.length === held.length && tokens.every((token) => held.includes(token));
}

/** What an agent's status is while their call is in this state. */
const STATUS_OF: Record<Call['state']['kind'], Agent['status']['kind'] | null> = {
  queued: null,
  offered: 'reserved',
  connecting: 'on-call',
  connected: 'on-call',
  wrapup: 'wrapup',
};

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
