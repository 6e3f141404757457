import type { CenterData } from '../data/center-data.ts';
import { type AgentId, type Caller, type CallId, exhausted } from '../protocol/common.ts';
import { midnightBefore } from '../protocol/day.ts';
import type { CtiToRouting, TextsForAgent } from '../protocol/link.ts';
import type { CallText, Texts } from '../protocol/texts.ts';
import type {
  CallRef,
  CustomerMatch,
  FinishWrapup,
  SaveCustomer,
  SayInCall,
  TextsAfterInCall,
  WorkstationState,
} from '../protocol/workstation.ts';
import { assertOk, Failure } from '../sockets/failure.ts';
import { callVolume, reportAgent, waitingFor } from './core/activity.ts';
import { type CtiCommand, type CtiEffect, executeCti, heldBy, type Profile, type WrapupWork } from './core/execute.ts';
import { type CtiSettings, type CtiState, DEFAULT_CTI_SETTINGS, statusOf } from './core/model.ts';
import { type LinkOptions, RoutingLink } from './link.ts';
import { type Figures, workstationState } from './view.ts';

export interface ProcessorOptions {
  data: CenterData;
  link: Pick<LinkOptions, 'key' | 'epoch' | 'log'>;
  now: () => number;
  settings?: CtiSettings;
}

/** Where the processor shows things: the gateway that holds the workstations' sockets. */
export interface Workstations {
  show(workstationId: string, state: WorkstationState): void;
  tellTexts(workstationId: string, texts: Texts): void;
  /** Another workstation has taken over. */
  shutOff(workstationId: string): void;
  /** The agent may work here no more. */
  cutOff(workstationId: string): void;
}

const TICK_MS = 500;
/** How long workstations wait for the routing server after a start; without it they see what the center knows. */
const SYNC_LIMIT_MS = 3000;

/**
 * A center's CTI processor: holds what its workstations and the routing server tell it, shows each agent their work,
 * and reports the center's activity.
 */
export class CtiProcessor {
  readonly #options: ProcessorOptions;
  readonly #settings: CtiSettings;
  readonly #state: CtiState;
  readonly #link: RoutingLink;
  readonly #timer: NodeJS.Timeout;
  /** Who is calling, for the call that each agent has in hand. */
  readonly #callers = new Map<AgentId, { callId: CallId; match: CustomerMatch }>();
  readonly #figures = new Map<AgentId, { day: number; today: Figures }>();
  /** What each agent was last shown of those who wait. */
  readonly #shownNext = new Map<AgentId, string>();
  /** Statuses are stored one after the other: the last row is what a restart takes up. */
  #stored: Promise<unknown> = Promise.resolve();
  #grace: NodeJS.Timeout | undefined;
  /** Until the routing server has said what the agents have in hand, a workstation would be shown that it has nothing. */
  #begun = false;
  #workstations: Workstations | null = null;
  #rev = 0;

  private constructor(options: ProcessorOptions, state: CtiState) {
    this.#options = options;
    this.#settings = options.settings ?? DEFAULT_CTI_SETTINGS;
    this.#state = state;
    const { now, data } = options;
    this.#link = new RoutingLink({
      ...options.link,
      centerId: data.centerId,
      now,
      activity: () => ({
        agents: [...state.sessions.values()].map((session) => reportAgent(session, now(), this.#settings)),
        volume: callVolume(state),
      }),
      onWork: (message) => void this.run({ kind: 'work', message }),
      onWaiting: (queues) => void this.run({ kind: 'waiting', queues }),
      onTexts: (message) => this.#tellTexts(message),
      onSynced: () => this.#begin(),
    });
    this.#timer = setInterval(() => this.run({ kind: 'tick' }), TICK_MS);
  }

  /** Takes up the center's agents where its log left them; it works by itself until it is linked. */
  static async open(options: ProcessorOptions): Promise<CtiProcessor> {
    const state: CtiState = { centerId: options.data.centerId, sessions: new Map(), waiting: null };
    for (const { profile, chosen } of await options.data.agents()) executeCti(state, { kind: 'remember', profile, chosen }, options.now());
    return new CtiProcessor(options, state);
  }

  /** Links to the routing server at this address, for instance `http://127.0.0.1:3000`. */
  linkTo(url: string): void {
    this.#grace = setTimeout(() => this.#begin(), SYNC_LIMIT_MS);
    this.#link.open(url);
  }

  get centerId(): string {
    return this.#options.data.centerId;
  }

  showOn(workstations: Workstations): void {
    this.#workstations = workstations;
  }

  /** null when this agent may not work in this center. */
  profile(agentId: AgentId): Promise<Profile | null> {
    return this.#options.data.profile(agentId);
  }

  /**
   * Takes one command and carries its effects out.
   * @throws Failure as the core refuses it
   */
  run(command: CtiCommand): void {
    const { effects, reply } = executeCti(this.#state, command, this.#options.now(), this.#settings);
    for (const effect of effects) this.#carryOut(effect);
    if (!reply.ok && command.kind !== 'work') assertOk(reply);
  }

  /** A workstation has connected: it gets the agent's state, and their figures of the day. */
  async connected(profile: Profile, workstationId: string): Promise<void> {
    this.run({ kind: 'connect', profile, workstationId });
    await this.#refreshFigures(profile.id);
  }

  /** An administrator has changed this agent. */
  async reloadProfile(agentId: AgentId): Promise<void> {
    const profile = await this.#options.data.profile(agentId);
    this.run(profile ? { kind: 'profile', profile } : { kind: 'forget', agentId });
  }

  /** Sets or gives up a status; resolves once it is stored. */
  async setStatus(command: Extract<CtiCommand, { kind: 'set-status' | 'sign-out' }>): Promise<void> {
    this.run(command);
    await this.#stored;
  }

  /** Accept, decline or hang up, as the agent's own workstation asks. */
  async answer(
    agentId: AgentId,
    workstationId: string,
    event: 'accept' | 'reject' | 'hang-up',
    ref: { reservationId: string; token: number } | { callId: string },
  ): Promise<void> {
    const held = heldBy(this.#state, agentId, workstationId);
    const same =
      held &&
      ('callId' in ref ? held.work.callId === ref.callId : held.work.reservationId === ref.reservationId && held.token === ref.token);
    if (!held || !same) throw new Failure('stale-token', 'This offer is no longer yours: it has ended or gone to somebody else');
    const acting = { agentId, reservationId: held.work.reservationId, token: held.token };
    if (event === 'reject') await this.#link.answer('reject', { ...acting, reason: 'declined' });
    else await this.#link.answer(event, acting);
  }

  /** Writes to the others in the call in hand. */
  say(agentId: AgentId, workstationId: string, { callId, id, text }: SayInCall): Promise<CallText> {
    return this.#link.say({ ...this.#inHand(agentId, workstationId, callId), id, text });
  }

  textsAfter(agentId: AgentId, workstationId: string, { callId, after }: TextsAfterInCall): Promise<CallText[]> {
    return this.#link.textsAfter({ ...this.#inHand(agentId, workstationId, callId), after });
  }

  async saveCustomer(agentId: AgentId, workstationId: string, { callId, ...input }: SaveCustomer): Promise<void> {
    const held = heldBy(this.#state, agentId, workstationId);
    if (held?.work.callId !== callId) throw new Failure('conflict', 'This call is no longer yours');
    const card = await this.#options.data.createCustomer(input);
    this.#callers.set(agentId, { callId, match: { kind: 'known', card } });
    this.#show(agentId);
  }

  extendWrapup(agentId: AgentId, workstationId: string, { callId }: CallRef): void {
    this.run({ kind: 'extend-wrapup', agentId, workstationId, callId });
  }

  /** Keeps the call with its disposition and notes, and only then frees the agent. */
  async finishWrapup(agentId: AgentId, workstationId: string, { callId, disposition, notes }: FinishWrapup): Promise<void> {
    const held = heldBy(this.#state, agentId, workstationId);
    if (held?.work.kind !== 'wrapup' || held.work.callId !== callId) throw new Failure('conflict', 'This call is not in wrap-up');
    if (!held.work.dispositions.includes(disposition)) throw new Failure('bad-request', 'is not one of this queue’s', 'disposition');
    await this.#keepCall(agentId, held.work, disposition, notes);
    this.run({ kind: 'wrapped-up', agentId, workstationId, callId, disposition });
    await this.#refreshFigures(agentId);
  }

  close(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#grace);
    this.#link.close();
  }

  /** The reservation of the call that this agent has in hand. @throws Failure `conflict` when it is another, or none */
  #inHand(agentId: AgentId, workstationId: string, callId: CallId): { agentId: AgentId; reservationId: string; token: number } {
    const held = heldBy(this.#state, agentId, workstationId);
    if (held?.work.callId !== callId) throw new Failure('conflict', 'This call is no longer yours');
    return { agentId, reservationId: held.work.reservationId, token: held.token };
  }

  #tellTexts({ agentId, callId, texts }: TextsForAgent): void {
    const session = this.#state.sessions.get(agentId);
    if (session?.presence.kind === 'here') this.#workstations?.tellTexts(session.presence.workstationId, { callId, texts });
  }

  #begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    for (const agentId of this.#state.sessions.keys()) this.#show(agentId);
  }

  #carryOut(effect: CtiEffect): void {
    const { data, link } = this.#options;
    const failed = (what: string) => (error: unknown) => link.log.error({ err: error, centerId: this.centerId }, what);
    switch (effect.kind) {
      case 'agent-changed':
        this.#lookUpCaller(effect.agentId);
        this.#show(effect.agentId);
        this.#link.changed();
        return;
      case 'waiting-changed':
        for (const session of this.#state.sessions.values())
          if (JSON.stringify(waitingFor(this.#state, session)) !== this.#shownNext.get(session.id)) this.#show(session.id);
        this.#link.changed();
        return;
      case 'log-status':
        this.#stored = this.#stored
          .then(() => data.logStatus(effect.agentId, effect.chosen))
          .then(() => (effect.chosen.kind === 'missed' ? this.#refreshFigures(effect.agentId) : undefined))
          .catch(failed('A status could not be logged'));
        return;
      case 'shut-off':
        this.#workstations?.shutOff(effect.workstationId);
        return;
      case 'agent-gone':
        this.#callers.delete(effect.agentId);
        this.#figures.delete(effect.agentId);
        this.#shownNext.delete(effect.agentId);
        if (effect.workstationId) this.#workstations?.cutOff(effect.workstationId);
        this.#link.agentGone();
        return;
      case 'reject': {
        const { kind: _, ...message } = effect;
        this.#tell('reject', message);
        return;
      }
      case 'complete': {
        const { agentId, token, disposition, work } = effect;
        // By the agent it has been kept already, together with the notes.
        if (effect.by === 'time') this.#keepCall(agentId, work, null, '').catch(failed('A call could not be kept'));
        // Lost on the way it does no harm: the next report says that the reservation is settled.
        this.#tell('complete', { agentId, reservationId: work.reservationId, token, disposition });
        return;
      }
      case 'round-trip-seen':
        this.#show(effect.agentId);
        return;
      default:
        exhausted(effect);
    }
  }

  #tell<E extends 'reject' | 'complete'>(event: E, message: Parameters<CtiToRouting[E]>[0]): void {
    this.#link
      .answer(event, message)
      .catch((error: unknown) => this.#options.link.log.warn({ err: error, event }, 'The routing server was not told'));
  }

  /** The customer's record comes with the offer, before the agent accepts. */
  #lookUpCaller(agentId: AgentId): void {
    const session = this.#state.sessions.get(agentId);
    if (session?.work.kind !== 'held') {
      this.#callers.delete(agentId);
      return;
    }
    const { callId, caller } = session.work.work;
    if (this.#callers.get(agentId)?.callId === callId) return;
    this.#callers.set(agentId, { callId, match: { kind: 'looking' } });
    this.#find(caller).then((match) => {
      if (this.#callers.get(agentId)?.callId !== callId) return;
      this.#callers.set(agentId, { callId, match });
      this.#show(agentId);
    });
  }

  async #find(caller: Caller): Promise<CustomerMatch> {
    try {
      const card = await this.#options.data.findCustomer(caller);
      return card ? { kind: 'known', card } : { kind: 'unknown' };
    } catch (error) {
      this.#options.link.log.error({ err: error, centerId: this.centerId }, 'The data server did not answer');
      return { kind: 'unavailable', message: 'The customer records can’t be reached. The call is not affected.' };
    }
  }

  async #keepCall(agentId: AgentId, work: WrapupWork, disposition: string | null, notes: string): Promise<void> {
    const { callId, queueName, caller, acceptedAt, connectedAt, endedAt } = work;
    const known = this.#callers.get(agentId);
    const match = known?.callId === callId ? known.match : null;
    await this.#options.data.keepCall({
      callId,
      agentId,
      agentName: this.#state.sessions.get(agentId)?.name ?? agentId,
      queueName,
      callerName: caller.name,
      callerEmail: caller.email,
      customerId: match?.kind === 'known' ? match.card.id : null,
      at: acceptedAt,
      talkMs: Math.max(0, endedAt - connectedAt),
      wrapupMs: Math.max(0, this.#options.now() - endedAt),
      disposition,
      notes,
    });
  }

  async #refreshFigures(agentId: AgentId): Promise<void> {
    const day = midnightBefore(this.#options.now());
    this.#figures.set(agentId, { day, today: await this.#options.data.figures(agentId, day) });
    this.#show(agentId);
  }

  /** The agent's figures of the day; at midnight they begin anew. */
  #today(agentId: AgentId): Figures {
    const known = this.#figures.get(agentId);
    return known?.day === midnightBefore(this.#options.now()) ? known.today : { calls: 0, ahtMs: null, missed: 0 };
  }

  #show(agentId: AgentId): void {
    const session = this.#state.sessions.get(agentId);
    if (session?.presence.kind !== 'here' || !this.#begun) return;
    this.#rev += 1;
    const { data, now } = this.#options;
    const next = waitingFor(this.#state, session);
    this.#shownNext.set(agentId, JSON.stringify(next));
    const state = workstationState({
      rev: this.#rev,
      now: now(),
      center: { id: data.centerId, name: data.centerName },
      session,
      status: statusOf(session),
      next,
      today: this.#today(agentId),
      customer: this.#callers.get(agentId)?.match ?? { kind: 'looking' },
    });
    this.#workstations?.show(session.presence.workstationId, state);
  }
}
