import { type AgentId, type AgentStatus, exhausted, type QueueId, type SkillLevel, type WireError } from '../../protocol/common.ts';
import { type AgentWork, type Side, sideOf, type Waiting } from '../../protocol/link.ts';
import { type Said, sentence } from '../../protocol/sentences.ts';
import type { AssignedStatus } from '../../protocol/supervision.ts';
import type { SetStatus } from '../../protocol/workstation.ts';
import {
  type AgentSession,
  type ChosenStatus,
  type CtiSettings,
  type CtiState,
  DEFAULT_CTI_SETTINGS,
  type Held,
  heldElsewhere,
  heldOf,
  MAX_EXTENSIONS,
  shownWork,
  statusOf,
  type WrapupWork,
  wrapupDueAt,
} from './model.ts';

export interface Profile {
  id: AgentId;
  name: string;
  skills: SkillLevel[];
  excludedQueues: QueueId[];
}

/** What reaches a center: from its workstations, from the routing server, from the clock. */
export type CtiCommand =
  /** Once at start: an agent and the last status in the center's log. */
  | ({ kind: 'remember'; profile: Profile } & KeptStatus)
  | { kind: 'profile'; profile: Profile }
  /** The agent works here no more. */
  | { kind: 'forget'; agentId: AgentId }
  | { kind: 'connect'; profile: Profile; workstationId: string }
  | { kind: 'disconnect'; agentId: AgentId; workstationId: string }
  | { kind: 'round-trip'; agentId: AgentId; workstationId: string; roundTripMs: number }
  | { kind: 'set-status'; agentId: AgentId; workstationId: string; status: SetStatus['status'] }
  /** A supervisor sets it, as the agent could at their workstation. */
  | { kind: 'assign-status'; agentId: AgentId; status: AssignedStatus; byName: string }
  /** The status asked for afterwards is not wanted any more. */
  | { kind: 'take-back-status'; agentId: AgentId; workstationId: string }
  | { kind: 'sign-out'; agentId: AgentId; workstationId: string }
  | { kind: 'wrapped-up'; agentId: AgentId; workstationId: string; callId: string; disposition: string }
  /** The agent hangs up, and the routing server can't be told now. */
  | { kind: 'end-alone'; agentId: AgentId; workstationId: string; callId: string }
  /** More time for the wrap-up of this call. */
  | { kind: 'extend-wrapup'; agentId: AgentId; workstationId: string; callId: string }
  /** `side`: who says it; left out: the routing server. */
  | { kind: 'work'; message: AgentWork; side?: Side }
  | { kind: 'waiting'; queues: Waiting['queues'] | null }
  /** Of the center's own entry: what waits there, and whether it decides alone. */
  | { kind: 'own-line'; own: NonNullable<CtiState['own']> }
  | { kind: 'tick' };

/** What outlives a restart of what an agent has chosen: to be, and to be once the work in hand is over. */
export interface KeptStatus {
  chosen: ChosenStatus;
  afterwards: AgentSession['afterwards'];
}

/** What is to be carried out. A changed agent is shown at their workstation and reported to the routing server. */
export type CtiEffect =
  | { kind: 'agent-changed'; agentId: AgentId }
  | { kind: 'waiting-changed' }
  | ({ kind: 'log-status'; agentId: AgentId } & KeptStatus)
  /** What the agent does has changed, by their choice or by their work: for the timeline of their day. */
  | { kind: 'log-timeline'; agentId: AgentId; status: AgentStatus }
  | { kind: 'shut-off'; workstationId: string }
  /** The center has one agent less: `workstationId` is where they were, if anywhere. */
  | { kind: 'agent-gone'; agentId: AgentId; workstationId: string | null }
  /** `unreachable`: the other side has given them work meanwhile. */
  | { kind: 'reject'; agentId: AgentId; reservationId: string; token: number; reason: 'signed-out' | 'unreachable' }
  | { kind: 'ended-alone'; agentId: AgentId; reservationId: string; token: number }
  | { kind: 'complete'; agentId: AgentId; token: number; disposition: string | null; work: WrapupWork; by: 'agent' | 'time' }
  | { kind: 'round-trip-seen'; agentId: AgentId };

export type CtiReply = { ok: true } | { ok: false; error: WireError };
const OK: CtiReply = { ok: true };
const refuse = (code: WireError['code'], said: string | Said): CtiReply => ({
  ok: false,
  error: { code, ...(typeof said === 'string' ? { message: said } : said) },
});

/** The CTI processor's core: one command at one moment changes the state and names the effects. A refused one does nothing. */
export function executeCti(
  state: CtiState,
  command: CtiCommand,
  now: number,
  settings: CtiSettings = DEFAULT_CTI_SETTINGS,
): { effects: CtiEffect[]; reply: CtiReply } {
  const effects: CtiEffect[] = [];
  const reply = take(state, command, now, settings, effects);
  tellTimeline(state, effects);
  return { effects, reply };
}

function tellTimeline(state: CtiState, effects: CtiEffect[]): void {
  const changed = new Set(effects.flatMap((effect) => (effect.kind === 'agent-changed' ? [effect.agentId] : [])));
  for (const agentId of changed) {
    const session = state.sessions.get(agentId);
    const status = session && statusOf(session);
    if (!status || (session.told && sameDoing(session.told, status))) continue;
    session.told = status;
    effects.push({ kind: 'log-timeline', agentId, status });
  }
}

const sameDoing = (one: AgentStatus, other: AgentStatus) => one.kind === other.kind && codeOf(one) === codeOf(other);
const codeOf = (status: AgentStatus) => (status.kind === 'not-ready' ? status.code : null);

function take(state: CtiState, command: CtiCommand, now: number, settings: CtiSettings, effects: CtiEffect[]): CtiReply {
  switch (command.kind) {
    case 'remember': {
      const { profile, chosen, afterwards } = command;
      // Never signed in: offline since this processor knows of them.
      const known: ChosenStatus = chosen.since === 0 ? { ...chosen, since: now } : chosen;
      if (!state.sessions.has(profile.id)) state.sessions.set(profile.id, { ...newSession(profile, known, now), afterwards });
      return OK;
    }
    case 'profile': {
      const session = state.sessions.get(command.profile.id);
      if (!session) state.sessions.set(command.profile.id, newSession(command.profile, { kind: 'offline', since: now }, now));
      else Object.assign(session, command.profile);
      effects.push({ kind: 'agent-changed', agentId: command.profile.id });
      return OK;
    }
    case 'forget': {
      const session = state.sessions.get(command.agentId);
      if (!session) return OK;
      settleWrapups(session, now, effects);
      state.sessions.delete(session.id);
      const workstationId = session.presence.kind === 'here' ? session.presence.workstationId : null;
      effects.push({ kind: 'agent-gone', agentId: session.id, workstationId });
      return OK;
    }
    case 'connect': {
      const { profile, workstationId } = command;
      const session = state.sessions.get(profile.id) ?? newSession(profile, { kind: 'offline', since: now }, now);
      state.sessions.set(profile.id, session);
      if (session.presence.kind === 'here') effects.push({ kind: 'shut-off', workstationId: session.presence.workstationId });
      Object.assign(session, profile);
      // Having got here is the first round trip.
      session.presence = { kind: 'here', workstationId, answeredAt: now, roundTripMs: null };
      effects.push({ kind: 'agent-changed', agentId: profile.id });
      return OK;
    }
    case 'disconnect': {
      const session = state.sessions.get(command.agentId);
      if (!session || !isAt(session, command.workstationId)) return OK;
      session.presence = { kind: 'gone', since: now };
      effects.push({ kind: 'agent-changed', agentId: session.id });
      return OK;
    }
    case 'round-trip': {
      const session = state.sessions.get(command.agentId);
      if (session?.presence.kind !== 'here' || session.presence.workstationId !== command.workstationId) return OK;
      const wasLate = now - session.presence.answeredAt >= settings.roundTripLimitMs;
      session.presence = { ...session.presence, answeredAt: now, roundTripMs: command.roundTripMs };
      effects.push({ kind: wasLate ? 'agent-changed' : 'round-trip-seen', agentId: session.id });
      return OK;
    }
    case 'set-status':
      return withSession(state, command, (session) => {
        session.setBy = null;
        setStatus(session, command.status, now, effects);
        return OK;
      });
    case 'assign-status':
      return assignStatus(state, command, now, effects);
    case 'take-back-status':
      return withSession(state, command, (session) => {
        session.setBy = null;
        askAfterwards(session, null, effects);
        return OK;
      });
    case 'sign-out':
      return withSession(state, command, (session) => {
        if (isBusy(session)) return refuse('conflict', 'Finish the call and its wrap-up first, then sign out');
        session.setBy = null;
        signOut(session, now, effects);
        return OK;
      });
    case 'wrapped-up':
      return withSession(state, command, (session) => {
        const held = inWrapup(session, command.callId);
        if (!held) return refuse('conflict', 'This call is not in wrap-up');
        settleWrapup(session, held, 'agent', command.disposition, now, effects);
        return OK;
      });
    case 'end-alone':
      return withSession(state, command, (session) => endAlone(session, command.callId, now, effects));
    case 'extend-wrapup':
      return withSession(state, command, (session) => {
        const held = inWrapup(session, command.callId);
        if (!held) return refuse('conflict', 'This call is not in wrap-up');
        if (held.work.wrapupExtensionSeconds === 0) return refuse('conflict', 'This queue’s wrap-up has no more time');
        if (held.extensions >= MAX_EXTENSIONS) return refuse('conflict', sentence('wrapup-extended', { count: MAX_EXTENSIONS }));
        put(session, { ...held, extensions: held.extensions + 1 });
        effects.push({ kind: 'agent-changed', agentId: session.id });
        return OK;
      });
    case 'work':
      return takeWork(state, command, now, effects);
    case 'waiting':
      state.waiting = command.queues;
      effects.push({ kind: 'waiting-changed' });
      return OK;
    case 'own-line':
      state.own = command.own;
      effects.push({ kind: 'waiting-changed' });
      return OK;
    case 'tick':
      for (const session of state.sessions.values()) passTime(session, now, settings, effects);
      return OK;
    default:
      return exhausted(command);
  }
}

function setStatus(session: AgentSession, status: SetStatus['status'], now: number, effects: CtiEffect[]): void {
  // Text conversations go on whatever they choose; a call, and what rings, come first.
  if (shownWork(session) === null) return choose(session, chosenFor(status, now), effects);
  // What they are anyway need not be asked for.
  askAfterwards(session, status === choiceOf(session.chosen) ? null : status, effects);
}

/** Whether they have something to finish; an offer can be given back. */
const isBusy = (session: AgentSession): boolean => heldOf(session).some(({ work }) => work.kind !== 'offer');

function signOut(session: AgentSession, now: number, effects: CtiEffect[]): void {
  session.afterwards = null;
  choose(session, { kind: 'offline', since: now }, effects);
  for (const { token, work } of heldOf(session))
    effects.push({ kind: 'reject', agentId: session.id, reservationId: work.reservationId, token, reason: 'signed-out' });
}

function assignStatus(
  state: CtiState,
  { agentId, status, byName }: Extract<CtiCommand, { kind: 'assign-status' }>,
  now: number,
  effects: CtiEffect[],
): CtiReply {
  const session = state.sessions.get(agentId);
  if (!session) return refuse('not-found', 'There is no such agent in this center');
  const { name } = session;
  // Nobody is there to take a call, and a minute later they would be offline again.
  if (status !== 'offline' && session.presence.kind !== 'here') return refuse('conflict', sentence('agent-not-here', { name }));
  if (status === 'offline' && isBusy(session)) return refuse('conflict', sentence('agent-busy', { name }));
  if (status === 'offline') signOut(session, now, effects);
  else setStatus(session, status, now, effects);
  session.setBy = { name: byName, at: now };
  effects.push({ kind: 'agent-changed', agentId });
  return OK;
}

/** The talk is over for its agent, who writes up. What the routing server has to know of it is told later. */
function endAlone(session: AgentSession, callId: string, now: number, effects: CtiEffect[]): CtiReply {
  const held = heldOf(session).find(({ work }) => work.callId === callId);
  if (held?.work.kind !== 'connected' || held.work.wrapup === undefined)
    return refuse('unavailable', 'The routing server can’t be reached. Your call goes on; try again in a moment.');
  const { wrapup, acceptedAt, connectedAt, ...work } = held.work;
  const { channel, conversationId, reservationId, queueId, queueName, caller, enqueuedAt, why, invitation } = work;
  const contact = { channel, callId, conversationId, reservationId, queueId, queueName, caller, enqueuedAt, why, invitation };
  const times = { acceptedAt, connectedAt, endedAt: now };
  put(session, { ...held, work: { kind: 'wrapup', ...contact, ...times, reason: 'agent-hung-up', ...wrapup } });
  session.endedAlone.add(held.token);
  session.workSince = now;
  effects.push({ kind: 'ended-alone', agentId: session.id, reservationId, token: held.token });
  effects.push({ kind: 'agent-changed', agentId: session.id });
  return OK;
}

/** All work as the routing server holds it. What is settled here stays settled, however late an older word arrives. */
function takeWork(
  state: CtiState,
  { message, side = 'installation' }: Extract<CtiCommand, { kind: 'work' }>,
  now: number,
  effects: CtiEffect[],
): CtiReply {
  const session = state.sessions.get(message.agentId);
  if (!session) return refuse('not-found', 'There is no such agent in this center');
  const settledToken = session.settled[side];
  if (message.token < settledToken) return OK;
  const others = heldElsewhere(session, side);
  const before = heldOf(session).filter((held) => !others.includes(held));
  const known = new Map(before.map((held) => [held.token, held]));
  const held = message.works.filter(({ token }) => token > settledToken || known.has(token) || session.overdue.has(token));
  const works = held.filter((one) => known.has(one.token) || !isInTheWay(session, others, one, effects));
  const over = before.filter(({ token }) => !works.some((one) => one.token === token));
  for (const { reservationId, end } of message.ended) hearEnd(session, before, reservationId, end, now, effects);
  const was = doing(session);
  session.settled[side] = message.token;
  for (const token of session.overdue.keys()) if (sideOf(token) === side) session.overdue.delete(token);
  session.work = { kind: 'none' };
  session.texts = [];
  for (const other of others) put(session, other);
  for (const { token, work } of works) {
    const own = known.get(token);
    // What was ended here is over, whatever the routing server has not heard yet.
    const isOver = own?.work.kind === 'wrapup' && work.kind !== 'wrapup' && session.endedAlone.has(token);
    // One of this side's that has become a call stays what it was until the other side's call is over.
    const mustWait = own !== undefined && work.channel === 'voice' && own.work.channel === 'text' && hasVoice(others);
    put(session, isOver || mustWait ? own : { kind: 'held', token, work, extensions: own?.extensions ?? 0 });
  }
  for (const token of session.endedAlone)
    if (sideOf(token) === side && !works.some((one) => one.token === token)) session.endedAlone.delete(token);
  if (works.some(({ token }) => !known.has(token))) session.taken = null;
  if (doing(session) !== was) session.workSince = now;
  rest(session, over, now, effects);
  effects.push({ kind: 'agent-changed', agentId: session.id });
  return OK;
}

/**
 * Both sides have chosen the same agent at the same moment, as the link came or went: the first has them, and the other is told. A call
 * by voice that is already theirs there can't be had beside another; it is said again once that one is over.
 */
function isInTheWay(
  session: AgentSession,
  others: readonly Held[],
  { token, work }: AgentWork['works'][number],
  effects: CtiEffect[],
): boolean {
  if (others.length === 0) return false;
  if (work.kind === 'offer')
    effects.push({ kind: 'reject', agentId: session.id, reservationId: work.reservationId, token, reason: 'unreachable' });
  return work.kind === 'offer' || (work.channel === 'voice' && hasVoice(others));
}

const hasVoice = (held: readonly Held[]) => held.some(({ work }) => work.channel === 'voice');

/** How an offer ended: one that was not answered makes the agent miss it, one that somebody else took is said. */
function hearEnd(
  session: AgentSession,
  held: readonly Held[],
  reservationId: string,
  end: AgentWork['ended'][number]['end'],
  now: number,
  effects: CtiEffect[],
): void {
  const offer = held.find(({ work }) => work.reservationId === reservationId && work.kind === 'offer')?.work;
  if (!held.some(({ work }) => work.reservationId === reservationId) && ![...session.overdue.values()].includes(reservationId)) return;
  if (end === 'timeout') {
    session.setBy = null;
    choose(session, { kind: 'missed', since: now }, effects);
  }
  if (offer && end === 'rescinded') session.taken = { callerName: offer.caller.name, at: now };
}

const doing = (session: AgentSession): string | null => {
  const kind = shownWork(session)?.kind ?? null;
  return kind === 'connecting' || kind === 'connected' ? 'on-call' : kind;
};

/** Puts work in hand, in the place of the same reservation's. */
function put(session: AgentSession, held: Held): void {
  if (held.work.channel === 'voice') session.work = held;
  else session.texts = [...session.texts.filter(({ token }) => token !== held.token), held].sort((a, b) => a.token - b.token);
}

function drop(session: AgentSession, held: Held): void {
  if (session.work.kind === 'held' && session.work.token === held.token) session.work = { kind: 'none' };
  session.texts = session.texts.filter(({ token }) => token !== held.token);
}

function passTime(session: AgentSession, now: number, settings: CtiSettings, effects: CtiEffect[]): void {
  for (const held of heldOf(session)) {
    const { work, token, extensions } = held;
    if (work.kind === 'offer' && now >= work.expiresAt + settings.offerOverdueMs) {
      // The routing server would have said so if it could be reached. How the offer ended is for it to say: nothing is settled.
      session.overdue.set(token, work.reservationId);
      release(session, held, now, effects);
      effects.push({ kind: 'agent-changed', agentId: session.id });
    }
    if (work.kind === 'wrapup' && work.wrapupEnds === 'time' && now >= wrapupDueAt(work, extensions))
      settleWrapup(session, held, 'time', null, now, effects);
  }
  if (session.presence.kind === 'here') return;
  if (now - session.presence.since < settings.offlineAfterMs) return;
  // Nobody is left to finish it, and the caller is gone already.
  settleWrapups(session, now, effects);
  session.afterwards = null;
  if (session.chosen.kind !== 'offline') choose(session, { kind: 'offline', since: now }, effects);
}

const inWrapup = (session: AgentSession, callId: string): (Held & { work: WrapupWork }) | null =>
  heldOf(session).find((held): held is Held & { work: WrapupWork } => held.work.kind === 'wrapup' && held.work.callId === callId) ?? null;

function settleWrapups(session: AgentSession, now: number, effects: CtiEffect[]): void {
  for (const held of heldOf(session)) settleWrapup(session, held, 'time', null, now, effects);
}

function settleWrapup(
  session: AgentSession,
  held: Held,
  by: 'agent' | 'time',
  disposition: string | null,
  now: number,
  effects: CtiEffect[],
): void {
  const { token, work } = held;
  if (work.kind !== 'wrapup') return;
  effects.push({ kind: 'complete', agentId: session.id, token, disposition, work, by });
  release(session, held, now, effects);
  effects.push({ kind: 'agent-changed', agentId: session.id });
}

/** Something is no longer in hand. */
function release(session: AgentSession, held: Held, now: number, effects: CtiEffect[]): void {
  const was = doing(session);
  drop(session, held);
  if (doing(session) !== was) session.workSince = now;
  rest(session, [held], now, effects);
}

/** After some work is over: an agent who is available is idle from now on, and one without a call is what they asked to be after it. */
function rest(session: AgentSession, over: readonly Held[], now: number, effects: CtiEffect[]): void {
  // An offer that came to nothing takes nobody's place among the idle.
  if (session.chosen.kind === 'available' && over.some(({ work }) => work.kind !== 'offer'))
    session.chosen = { kind: 'available', since: now };
  if (shownWork(session) === null) takeUpAfterwards(session, now, effects);
}

function takeUpAfterwards(session: AgentSession, now: number, effects: CtiEffect[]): void {
  const { afterwards } = session;
  session.afterwards = null;
  if (afterwards) choose(session, chosenFor(afterwards, now), effects);
}

function askAfterwards(session: AgentSession, afterwards: AgentSession['afterwards'], effects: CtiEffect[]): void {
  session.afterwards = afterwards;
  effects.push({ kind: 'log-status', agentId: session.id, chosen: session.chosen, afterwards });
  effects.push({ kind: 'agent-changed', agentId: session.id });
}

function choose(session: AgentSession, chosen: ChosenStatus, effects: CtiEffect[]): void {
  const same =
    session.chosen.kind === chosen.kind &&
    !(chosen.kind === 'not-ready' && session.chosen.kind === 'not-ready' && session.chosen.code !== chosen.code);
  if (same) return;
  session.chosen = chosen;
  effects.push({ kind: 'log-status', agentId: session.id, chosen, afterwards: null });
  effects.push({ kind: 'agent-changed', agentId: session.id });
}

function chosenFor(status: SetStatus['status'], now: number): ChosenStatus {
  return status === 'available' ? { kind: 'available', since: now } : { kind: 'not-ready', code: status, since: now };
}

const choiceOf = (chosen: ChosenStatus): SetStatus['status'] | null =>
  chosen.kind === 'not-ready' ? chosen.code : chosen.kind === 'available' ? 'available' : null;

/** An agent's session, asked for by their own workstation; null when another has taken over. */
export function sessionAt(state: CtiState, agentId: AgentId, workstationId: string): AgentSession | null {
  const session = state.sessions.get(agentId);
  return session && isAt(session, workstationId) ? session : null;
}

/** Work that an agent holds, asked for by their own workstation; null when it is no longer theirs, or another has taken over. */
export function heldBy(state: CtiState, agentId: AgentId, workstationId: string, which: (held: Held) => boolean): Held | null {
  const session = sessionAt(state, agentId, workstationId);
  return (session && heldOf(session).find(which)) ?? null;
}

/** Only the agent's one workstation speaks for them: another that was taken over is refused. */
function withSession(
  state: CtiState,
  command: { agentId: AgentId; workstationId: string },
  act: (session: AgentSession) => CtiReply,
): CtiReply {
  const session = sessionAt(state, command.agentId, command.workstationId);
  if (!session) return refuse('forbidden', 'Another workstation has taken over');
  return act(session);
}

const isAt = (session: AgentSession, workstationId: string) =>
  session.presence.kind === 'here' && session.presence.workstationId === workstationId;

function newSession(profile: Profile, chosen: ChosenStatus, now: number): AgentSession {
  const nothing = {
    work: { kind: 'none' },
    afterwards: null,
    setBy: null,
    told: null,
    taken: null,
    workSince: now,
  } as const;
  const settled = { installation: 0, own: 0 };
  return {
    ...profile,
    ...nothing,
    settled,
    texts: [],
    overdue: new Map(),
    endedAlone: new Set(),
    presence: { kind: 'gone', since: now },
    chosen,
  };
}
