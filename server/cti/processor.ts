import type { CenterData } from '../data/center-data.ts';
import { type AgentId, type CallId, exhausted } from '../protocol/common.ts';
import type { Directory } from '../protocol/conversation.ts';
import { isLeaf, pathText } from '../protocol/disposition.ts';
import type { CtiToRouting, TextsForAgent } from '../protocol/link.ts';
import type { Supervise } from '../protocol/supervision.ts';
import type { CallText, Texts } from '../protocol/texts.ts';
import type {
  CallRef,
  ControlCall,
  FinishWrapup,
  MessageRef,
  SayInCall,
  TextsAfterInCall,
  WorkstationState,
} from '../protocol/workstation.ts';
import { assertOk, Failure } from '../sockets/failure.ts';
import { callVolume, reportAgent, waitingFor } from './core/activity.ts';
import { type CtiCommand, type CtiEffect, executeCti, heldBy, type Profile, sessionAt } from './core/execute.ts';
import { type CtiSettings, type CtiState, DEFAULT_CTI_SETTINGS, statusOf, type WrapupWork, worksOf } from './core/model.ts';
import { Desk } from './desk.ts';
import { type LinkOptions, RoutingLink } from './link.ts';
import { UnreadMessages } from './staff-messages.ts';
import { workstationState } from './view.ts';

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

type CompleteEffect = Extract<CtiEffect, { kind: 'complete' }>;

const TICK_MS = 500;
/** How long workstations wait for the routing server after a start; without it they see what the center knows. */
const SYNC_LIMIT_MS = 3000;

/**
 * A center's CTI processor: holds what its workstations and the routing server tell it, shows each agent their work,
 * and reports the center's activity.
 */
export class CtiProcessor {
  /** What agents do with the center's data from their desks. */
  readonly desk: Desk;
  readonly #options: ProcessorOptions;
  readonly #settings: CtiSettings;
  readonly #messages: UnreadMessages;
  readonly #state: CtiState;
  readonly #link: RoutingLink;
  readonly #timer: NodeJS.Timeout;
  /** What each agent was last shown of those who wait. */
  readonly #shownNext = new Map<AgentId, string>();
  /** Statuses are stored one after the other: the last row is what a restart takes up. */
  #stored: Promise<unknown> = Promise.resolve();
  /** Calls whose end is being kept for their agent. Time may end such a wrap-up as well; what the agent said of it stands. */
  readonly #finishing = new Map<CallId, { byTime: CompleteEffect | null }>();
  #grace: NodeJS.Timeout | undefined;
  /** Until the routing server has said what the agents have in hand, a workstation would be shown that it has nothing. */
  #begun = false;
  #workstations: Workstations | null = null;
  #rev = 0;

  private constructor(options: ProcessorOptions, state: CtiState, messages: UnreadMessages) {
    this.#options = options;
    this.#messages = messages;
    this.#settings = options.settings ?? DEFAULT_CTI_SETTINGS;
    this.#state = state;
    const { now, data } = options;
    this.desk = new Desk({
      data,
      now,
      log: options.link.log,
      sessionAt: ({ agentId, workstationId }) => sessionAt(state, agentId, workstationId),
      show: (agentId) => this.#show(agentId),
    });
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
      onSupervise: (message) => this.#supervise(message),
      onSynced: () => this.#begin(),
    });
    this.#timer = setInterval(() => this.run({ kind: 'tick' }), TICK_MS);
  }

  /** Takes up the center's agents where its log left them; it works by itself until it is linked. */
  static async open(options: ProcessorOptions): Promise<CtiProcessor> {
    const state: CtiState = { centerId: options.data.centerId, sessions: new Map(), waiting: null };
    for (const known of await options.data.agents()) executeCti(state, { kind: 'remember', ...known }, options.now());
    return new CtiProcessor(options, state, await UnreadMessages.open(options.data.messages));
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
    await this.desk.refreshFigures(profile.id);
  }

  /** An administrator or a supervisor has changed this agent; resolves once the routing server knows. */
  async reloadProfile(agentId: AgentId): Promise<void> {
    const profile = await this.#options.data.profile(agentId);
    this.run(profile ? { kind: 'profile', profile } : { kind: 'forget', agentId });
    await this.#link.told();
  }

  /** An administrator has set where the center's customers are kept. */
  reopenCustomers(): Promise<void> {
    return this.#options.data.reopenCustomers();
  }

  /** Sets or gives up a status; resolves once it is stored. */
  async setStatus(command: Extract<CtiCommand, { kind: 'set-status' | 'sign-out' }>): Promise<void> {
    this.run(command);
    await this.#stored;
  }

  /** The agent has read what a supervisor wrote. */
  async dismissMessage(agentId: AgentId, workstationId: string, { messageId }: MessageRef): Promise<void> {
    if (!sessionAt(this.#state, agentId, workstationId)) throw new Failure('conflict', 'Another workstation has taken over');
    await this.#messages.dismiss(agentId, messageId, this.#options.now());
    this.#show(agentId);
  }

  /** Accept, decline or hang up, as the agent's own workstation asks. */
  async answer(
    agentId: AgentId,
    workstationId: string,
    event: 'accept' | 'reject' | 'hang-up',
    ref: { reservationId: string; token: number } | { callId: string },
  ): Promise<void> {
    const held = heldBy(this.#state, agentId, workstationId, ({ work, token }) =>
      'callId' in ref ? work.callId === ref.callId : work.reservationId === ref.reservationId && token === ref.token,
    );
    if (!held) throw new Failure('stale-token', 'This offer is no longer yours: it has ended or gone to somebody else');
    const acting = { agentId, reservationId: held.work.reservationId, token: held.token };
    if (event === 'reject') await this.#link.answer('reject', { ...acting, reason: 'declined' });
    else await this.#link.answer(event, acting);
  }

  /** Hold, transfer, consult, conference: with the call in hand. */
  async control(agentId: AgentId, workstationId: string, { callId, action }: ControlCall): Promise<void> {
    await this.#link.answer('control', { ...this.#inHand(agentId, workstationId, callId), action });
  }

  /** Where the call in hand can be sent now. */
  directory(agentId: AgentId, workstationId: string, { callId }: CallRef): Promise<Directory> {
    return this.#link.answer('directory', this.#inHand(agentId, workstationId, callId));
  }

  /** Lets the agent of this workstation hear themselves through the media server. */
  async echoTicket(agentId: AgentId, workstationId: string): Promise<{ ticket: string }> {
    if (!sessionAt(this.#state, agentId, workstationId)) throw new Failure('conflict', 'Another workstation has taken over');
    return this.#link.answer('echo-ticket', { agentId });
  }

  /** Writes to the others in the call in hand. */
  say(agentId: AgentId, workstationId: string, { callId, id, text }: SayInCall): Promise<CallText> {
    return this.#link.say({ ...this.#inHand(agentId, workstationId, callId), id, text });
  }

  textsAfter(agentId: AgentId, workstationId: string, { callId, after }: TextsAfterInCall): Promise<CallText[]> {
    return this.#link.textsAfter({ ...this.#inHand(agentId, workstationId, callId), after });
  }

  extendWrapup(agentId: AgentId, workstationId: string, { callId }: CallRef): void {
    this.run({ kind: 'extend-wrapup', agentId, workstationId, callId });
  }

  /** Keeps the call with its disposition and notes, and only then frees the agent. */
  async finishWrapup(
    agentId: AgentId,
    workstationId: string,
    { callId, disposition, notes, followUp = null }: FinishWrapup,
  ): Promise<void> {
    const session = this.#state.sessions.get(agentId);
    const held = heldBy(this.#state, agentId, workstationId, ({ work }) => work.callId === callId);
    if (!session || held?.work.kind !== 'wrapup') throw new Failure('conflict', 'This call is not in wrap-up');
    if (!isLeaf(held.work.dispositions, disposition)) throw new Failure('bad-request', 'is not one of this queue’s', 'disposition');
    if (this.#finishing.has(callId)) throw new Failure('conflict', 'This call is being finished already');
    this.desk.checkFollowUp(followUp);
    const finishing: { byTime: CompleteEffect | null } = { byTime: null };
    this.#finishing.set(callId, finishing);
    try {
      await this.desk.keepCall(session, held.work, { disposition, notes, followUp });
    } catch (error) {
      if (finishing.byTime) this.#complete(finishing.byTime, notes);
      throw error;
    } finally {
      this.#finishing.delete(callId);
    }
    const named = pathText(disposition);
    if (finishing.byTime) this.#complete({ ...finishing.byTime, by: 'agent', disposition: named });
    else this.run({ kind: 'wrapped-up', agentId, workstationId, callId, disposition: named });
    await this.desk.refreshFigures(agentId);
  }

  close(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#grace);
    this.#link.close();
  }

  /** The reservation of a call that this agent has in hand. @throws Failure `conflict` when it is not theirs */
  #inHand(agentId: AgentId, workstationId: string, callId: CallId): { agentId: AgentId; reservationId: string; token: number } {
    const held = heldBy(this.#state, agentId, workstationId, ({ work }) => work.callId === callId);
    if (!held) throw new Failure('conflict', 'This call is no longer yours');
    return { agentId, reservationId: held.work.reservationId, token: held.token };
  }

  async #supervise(message: Supervise): Promise<void> {
    if (message.kind === 'set-status') {
      const { agentId, status, byName } = message;
      this.run({ kind: 'assign-status', agentId, status, byName });
      await this.#stored;
      await this.#link.told();
      return;
    }
    const { agentId, byName: fromName, text } = message;
    const everybody = [...this.#state.sessions.keys()];
    const agentIds = agentId === null ? everybody : everybody.filter((id) => id === agentId);
    if (agentIds.length === 0) throw new Failure('not-found', 'There is no such agent in this center');
    await this.#messages.add(agentIds, { fromName, text, at: this.#options.now() });
    for (const id of agentIds) this.#show(id);
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
        this.desk.follow(effect.agentId, worksOf(this.#state, effect.agentId));
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
          .then(() => data.logStatus(effect.agentId, effect))
          .then(() => (effect.chosen.kind === 'missed' ? this.desk.refreshFigures(effect.agentId) : undefined))
          .catch(failed('A status could not be logged'));
        return;
      case 'log-timeline':
        data.logTimeline(effect.agentId, effect.status, this.#options.now()).catch(failed('What an agent does could not be logged'));
        return;
      case 'shut-off':
        this.#workstations?.shutOff(effect.workstationId);
        return;
      case 'agent-gone':
        this.desk.forget(effect.agentId);
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
        const finishing = effect.by === 'time' ? this.#finishing.get(effect.work.callId) : undefined;
        if (finishing) finishing.byTime = effect;
        else this.#complete(effect);
        return;
      }
      case 'round-trip-seen':
        this.#show(effect.agentId);
        return;
      default:
        exhausted(effect);
    }
  }

  #complete({ agentId, token, disposition, work, by }: CompleteEffect, notes = this.desk.notesOf(agentId, work.callId)): void {
    const { log } = this.#options.link;
    // By the agent it has been kept already, together with the notes.
    if (by === 'time')
      this.#keepUnfinished(agentId, work, notes).catch((error: unknown) =>
        log.error({ err: error, centerId: this.centerId }, 'A call could not be kept'),
      );
    // Lost on the way it does no harm: the next report says that the reservation is settled.
    this.#tell('complete', { agentId, reservationId: work.reservationId, token, disposition });
  }

  #tell<E extends 'reject' | 'complete'>(event: E, message: Parameters<CtiToRouting[E]>[0]): void {
    this.#link
      .answer(event, message)
      .catch((error: unknown) => this.#options.link.log.warn({ err: error, event }, 'The routing server was not told'));
  }

  /** Time is up: what was typed so far is kept. */
  async #keepUnfinished(agentId: AgentId, work: WrapupWork, notes: string): Promise<void> {
    const name = this.#state.sessions.get(agentId)?.name ?? agentId;
    await this.desk.keepCall({ id: agentId, name }, work, { disposition: null, notes, followUp: null });
    await this.desk.refreshFigures(agentId);
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
      ...this.desk.view(agentId),
      messages: this.#messages.of(agentId),
    });
    this.#workstations?.show(session.presence.workstationId, state);
  }
}
