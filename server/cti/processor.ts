import type { CenterData } from '../data/center-data.ts';
import { type AgentId, type CallId, exhausted } from '../protocol/common.ts';
import type { Directory } from '../protocol/conversation.ts';
import { type AgentWork, type CtiToRouting, type Side, sideOf, type TextsForAgent } from '../protocol/link.ts';
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
import type { OfferSpans } from '../traces/offer-spans.ts';
import { callVolume, reportAgent, waitingFor } from './core/activity.ts';
import { type CtiCommand, type CtiEffect, executeCti, heldBy, type Profile, sessionAt } from './core/execute.ts';
import { type CtiSettings, type CtiState, DEFAULT_CTI_SETTINGS, statusOf, worksOf } from './core/model.ts';
import { Desk } from './desk.ts';
import type { CenterNow } from './figures.ts';
import { LateWords } from './late-words.ts';
import type { RoutingLink } from './link.ts';
import { Links, type LinksOptions } from './links.ts';
import { UnreadMessages } from './staff-messages.ts';
import { workstationState } from './view.ts';
import { WrapUps } from './wrap-ups.ts';

export interface ProcessorOptions {
  data: CenterData;
  link: LinksOptions['link'];
  now: () => number;
  /** Where traces are on. */
  spans?: OfferSpans | null;
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
  /** What agents do with the center's data from their desks. */
  readonly desk: Desk;
  readonly #options: ProcessorOptions;
  readonly #settings: CtiSettings;
  readonly #messages: UnreadMessages;
  readonly #state: CtiState;
  readonly #links: Links;
  readonly #late: LateWords;
  readonly #wrapUps: WrapUps;
  readonly #timer: NodeJS.Timeout;
  /** What each agent was last shown of those who wait. */
  readonly #shownNext = new Map<AgentId, string>();
  /** Statuses are stored one after the other: the last row is what a restart takes up. */
  #stored: Promise<unknown> = Promise.resolve();
  #logged: Promise<unknown> = Promise.resolve();
  #grace: NodeJS.Timeout | undefined;
  /** Until the routing server has said what the agents have in hand, a workstation would be shown that it has nothing. */
  #begun = false;
  /** Until then nothing is logged of what they do either: who is in the middle of a call would have been free for a moment. */
  readonly #unlogged = new Map<AgentId, () => void>();
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
    this.#links = new Links({
      link: options.link,
      sideOptions: (side) => this.#sideOptions(side),
      installation: {
        onWaiting: (queues) => this.run({ kind: 'waiting', queues }),
        onSupervise: (message) => this.#supervise(message),
        onSynced: () => this.#begin(),
        beforeReports: () => this.#late.flush(),
      },
      onOwnLine: (own) => this.run({ kind: 'own-line', own }),
    });
    this.#late = new LateWords({
      outbox: data.outbox,
      tell: ({ event, message, at }) =>
        this.#links.installation.answer(event, { ...message, agoMs: Math.max(0, Math.round(now() - at)) } as never),
      log: options.link.log,
    });
    this.#wrapUps = new WrapUps({
      ...{ desk: this.desk, late: this.#late, now, log: options.link.log },
      sessionOf: (agentId) => state.sessions.get(agentId),
      tellOwn: (message) => this.#links.tell('complete', message),
    });
    this.#timer = setInterval(() => this.run({ kind: 'tick' }), TICK_MS);
  }

  /** Takes up the center's agents where its log left them; it works by itself until it is linked. */
  static async open(options: ProcessorOptions): Promise<CtiProcessor> {
    const state: CtiState = { centerId: options.data.centerId, sessions: new Map(), waiting: null, own: null };
    for (const known of await options.data.agents()) executeCti(state, { kind: 'remember', ...known }, options.now());
    return new CtiProcessor(options, state, await UnreadMessages.open(options.data.messages));
  }

  /** Links to the routing server that decides, at one of these addresses, for instance `http://127.0.0.1:3000`. */
  linkTo(urls: readonly string[]): void {
    this.#grace = setTimeout(() => this.#begin(), SYNC_LIMIT_MS);
    this.#links.open(urls);
  }

  /** The center has an entry of its own, and its routing is at this address. */
  linkToOwn(url: string, key: string): void {
    this.#links.openOwn(url, key);
  }

  /** Where the routing server that decides is; null while it can't be reached. */
  get routingUrl(): string | null {
    return this.#links.installation.url;
  }

  get isLinked(): boolean {
    return this.#links.installation.isUp;
  }

  /** How the center is now, for who watches it. */
  now(): CenterNow {
    const statuses = [...this.#state.sessions.values()].map((session) => statusOf(session).kind);
    return { linked: this.isLinked, statuses, dataAgeMs: this.#links.installation.dataAgeMs };
  }

  /** How many ends of calls are kept to be told. */
  untold(): Promise<number> {
    return this.#options.data.outbox.length();
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
    await this.#links.told();
  }

  /** The center is called otherwise, or has another clock. */
  async reread(): Promise<void> {
    await this.#options.data.reread();
    for (const agentId of this.#state.sessions.keys()) this.#show(agentId);
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
    const link = this.#links.of(held.token);
    if (event === 'reject') await link.answer('reject', { ...acting, reason: 'declined' });
    else if (event === 'accept') await this.#accept(link, acting);
    else await this.#hangUp(agentId, workstationId, held.work.callId, acting);
  }

  async #accept(link: RoutingLink, acting: Parameters<CtiToRouting['accept']>[0]): Promise<void> {
    const traced = this.#options.spans?.accepting(acting.reservationId);
    await link.answer('accept', { ...acting, ...(traced && { trace: traced.trace }) });
    traced?.answered();
  }

  /** Where the routing server can't be reached the call is over all the same; it is told when it can. */
  async #hangUp(agentId: AgentId, workstationId: string, callId: CallId, acting: Parameters<CtiToRouting['hang-up']>[0]): Promise<void> {
    try {
      await this.#links.of(acting.token).answer('hang-up', acting);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'unavailable' || sideOf(acting.token) === 'own') throw error;
      this.run({ kind: 'end-alone', agentId, workstationId, callId });
      await this.#late.lastIsSafe();
    }
  }

  /** Hold, transfer, consult, conference: with the call in hand. */
  async control(agentId: AgentId, workstationId: string, { callId, action }: ControlCall): Promise<void> {
    const acting = this.#inHand(agentId, workstationId, callId);
    await this.#links.of(acting.token).answer('control', { ...acting, action });
  }

  /** Where the call in hand can be sent now. */
  directory(agentId: AgentId, workstationId: string, { callId }: CallRef): Promise<Directory> {
    const acting = this.#inHand(agentId, workstationId, callId);
    return this.#links.of(acting.token).answer('directory', acting);
  }

  /** Lets the agent of this workstation hear themselves through the media server. */
  async echoTicket(agentId: AgentId, workstationId: string): Promise<{ ticket: string }> {
    if (!sessionAt(this.#state, agentId, workstationId)) throw new Failure('conflict', 'Another workstation has taken over');
    const { installation, own } = this.#links;
    return (this.#state.own?.alone ? own : installation).answer('echo-ticket', { agentId });
  }

  /** Writes to the others in the call in hand. */
  say(agentId: AgentId, workstationId: string, { callId, id, text }: SayInCall): Promise<CallText> {
    const acting = this.#inHand(agentId, workstationId, callId);
    return this.#links.of(acting.token).say({ ...acting, id, text });
  }

  textsAfter(agentId: AgentId, workstationId: string, { callId, after }: TextsAfterInCall): Promise<CallText[]> {
    const acting = this.#inHand(agentId, workstationId, callId);
    return this.#links.of(acting.token).textsAfter({ ...acting, after });
  }

  extendWrapup(agentId: AgentId, workstationId: string, { callId }: CallRef): void {
    this.run({ kind: 'extend-wrapup', agentId, workstationId, callId });
  }

  /** Keeps the call with its disposition and notes, and only then frees the agent. */
  async finishWrapup(agentId: AgentId, workstationId: string, said: FinishWrapup): Promise<void> {
    const { callId } = said;
    const held = heldBy(this.#state, agentId, workstationId, ({ work }) => work.callId === callId);
    await this.#wrapUps.finish(agentId, held?.work.kind === 'wrapup' ? held.work : null, said, (disposition) =>
      this.run({ kind: 'wrapped-up', agentId, workstationId, callId, disposition }),
    );
  }

  /** Resolves once what it has to say later is kept. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#grace);
    this.#links.close();
    await this.#late.settled();
  }

  /** What is the same of both links. */
  #sideOptions(side: Side) {
    const { now, data } = this.#options;
    const state = this.#state;
    return {
      centerId: data.centerId,
      now,
      activity: () => ({
        agents: [...state.sessions.values()].map((session) => reportAgent(state, session, now(), this.#settings, side)),
        volume: callVolume(state),
      }),
      onWork: (message: AgentWork) => {
        this.#options.spans?.take(message, side);
        this.run({ kind: 'work', message, side });
      },
      onTexts: (message: TextsForAgent) => this.#tellTexts(message),
    };
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
      await this.#links.installation.told();
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
    for (const log of this.#unlogged.values()) log();
    this.#unlogged.clear();
    for (const agentId of this.#state.sessions.keys()) this.#show(agentId);
  }

  #carryOut(effect: CtiEffect): void {
    const { data, link } = this.#options;
    const about = { ...('agentId' in effect && { agentId: effect.agentId }), ...('work' in effect && { callId: effect.work.callId }) };
    const failed = (what: string) => (error: unknown) => link.log.error({ err: error, ...about }, what);
    switch (effect.kind) {
      case 'agent-changed':
        this.desk.follow(effect.agentId, worksOf(this.#state, effect.agentId));
        this.#show(effect.agentId);
        this.#links.changed();
        return;
      case 'waiting-changed':
        for (const session of this.#state.sessions.values())
          if (JSON.stringify(waitingFor(this.#state, session)) !== this.#shownNext.get(session.id)) this.#show(session.id);
        this.#links.changed();
        return;
      case 'log-status':
        this.#stored = this.#stored
          .then(() => data.logStatus(effect.agentId, effect))
          .then(() => (effect.chosen.kind === 'missed' ? this.desk.refreshFigures(effect.agentId) : undefined))
          .catch(failed('A status could not be logged'));
        return;
      case 'log-timeline': {
        // One after the other: told on by their numbers, none may come in behind a younger one.
        const at = this.#options.now();
        const log = () => {
          this.#logged = this.#logged
            .then(() => data.logTimeline(effect.agentId, effect.status, at))
            .catch(failed('What an agent does could not be logged'));
        };
        if (this.#begun) log();
        else this.#unlogged.set(effect.agentId, log);
        return;
      }
      case 'shut-off':
        this.#workstations?.shutOff(effect.workstationId);
        return;
      case 'agent-gone':
        this.desk.forget(effect.agentId);
        this.#shownNext.delete(effect.agentId);
        if (effect.workstationId) this.#workstations?.cutOff(effect.workstationId);
        this.#links.agentGone();
        return;
      case 'reject': {
        const { kind: _, ...message } = effect;
        this.#links.tell('reject', message);
        return;
      }
      case 'ended-alone': {
        const { kind: _, ...message } = effect;
        this.#late.put({ event: 'hang-up', message, at: this.#options.now() });
        return;
      }
      case 'complete':
        this.#wrapUps.take(effect);
        return;
      case 'round-trip-seen':
        this.#show(effect.agentId);
        return;
      default:
        exhausted(effect);
    }
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
