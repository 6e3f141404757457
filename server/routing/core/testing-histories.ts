import fc from 'fast-check';
import type { Channel } from '../../protocol/common.ts';
import type { CallAction, CallActionKind, TransferTarget } from '../../protocol/conversation.ts';
import { type CenterLimits, NO_LIMITS, STRATEGIES, type StepChange, type WayOn } from '../../protocol/queue.ts';
import type { Requirement } from '../../protocol/skills.ts';
import type { RoutingCommand } from './commands.ts';
import { liveIn, partyOf } from './conversation.ts';
import { type Call, type CallState, type Queue, reservationsOf } from './model.ts';
import { queue, World } from './testing.ts';

/** Random histories of random centers, for property tests: what is set up, and what then happens. */

const SKILLS = ['sales', 'support', 'english', 'french'] as const;
const CENTERS = ['lisbon', 'toronto'] as const;
const QUEUES = ['q0', 'q1', 'q2'] as const;

export interface SetUp {
  queues: Queue[];
  limits: Record<string, Partial<CenterLimits>>;
  agents: { centerId: string; skills: Record<string, number>; capacity: number }[];
}

export type Act =
  | {
      do: 'call';
      channel: Channel;
      queueId: string;
      requirement: Requirement | null;
      preferred: number | null;
      roundTrips: Record<string, number>;
      /** Of a callback: how long its caller is waited for, ms. */
      comesWithin: number | null;
    }
  | { do: 'pass'; ms: number; beating: string[] }
  | { do: 'status'; agent: number; status: 'available' | 'not-ready' | 'offline' }
  | { do: 'settle' | 'unreachable' | 'reachable' | 'gone' | 'retrained'; agent: number }
  | { do: (typeof CALL_ACTS)[number]; call: number; offer: number }
  | { do: 'talk' | 'finish'; call: number }
  | { do: 'control'; call: number; action: CallActionKind; to: TransferTarget['kind']; which: number; yes: boolean }
  | { do: 'move'; call: number; queueId: string }
  | { do: 'prioritize'; call: number }
  | { do: 'switch' | 'talk-up'; call: number; channel: Channel }
  | { do: 'silent'; call: number }
  | { do: 'propose'; call: number; wants: boolean }
  | { do: 'want-ring' | 'answer-ring'; call: number }
  | { do: 'exclude'; agent: number; queues: string[] }
  | { do: 'shut'; queueId: string; closed: boolean }
  | { do: 'snapshot' | 'lost-report'; center: string }
  | { do: 'configure'; queues: Queue[] }
  | { do: 'restart' };

/** Asking somebody in comes first of all: the others need it. */
const CALL_ACTIONS = [
  'hold',
  'resume',
  'transfer',
  'consult',
  'consult',
  'consult',
  'add',
  'add',
  'add',
  'join',
  'join',
  'join',
  'back',
  'hand-over',
  'drop',
  'silence',
  'ask-to-talk',
  'decline-talk',
] as const satisfies readonly CallActionKind[];
const CALL_ACTS = ['leave', 'away', 'back', 'accept', 'audio', 'decline', 'hang-up', 'complete', 'stale-accept'] as const;

const level = fc.integer({ min: 1, max: 5 });
const skill = fc.record({ skillId: fc.constantFrom(...SKILLS), level: fc.integer({ min: 1, max: 3 }) });
const requirement: fc.Arbitrary<Requirement> = fc.oneof<fc.Arbitrary<Requirement>[]>(
  skill,
  skill,
  fc.record({ all: fc.array<Requirement>(skill, { maxLength: 2 }) }),
  fc.record({ any: fc.array<Requirement>(skill, { minLength: 1, maxLength: 2 }) }),
);
const stepChange: fc.Arbitrary<StepChange> = fc.oneof(
  fc.record({ kind: fc.constant('lower-level' as const), skillId: fc.constantFrom(...SKILLS), level }),
  fc.record({ kind: fc.constant('drop-skill' as const), skillId: fc.constantFrom(...SKILLS) }),
  fc.record({ kind: fc.constant('add-center' as const), centerId: fc.constantFrom(...CENTERS) }),
  fc.record({ kind: fc.constant('raise-priority' as const), by: fc.integer({ min: 1, max: 3 }) }),
);
const wayOn: fc.Arbitrary<WayOn> = fc.oneof(
  fc.record({ kind: fc.constantFrom('message' as const, 'leave-message' as const, 'callback' as const), text: fc.constant('Sorry') }),
  fc.record({ kind: fc.constant('queue' as const), queueId: fc.constantFrom(...QUEUES) }),
);
const oneQueue = (id: string): fc.Arbitrary<Queue> =>
  fc
    .record({
      priority: fc.nat(3),
      requirement: requirement,
      centers: fc.option(fc.subarray([...CENTERS], { minLength: 1 }), { freq: 2 }),
      steps: fc
        .array(fc.record({ afterMs: fc.constantFrom(0, 5000, 20_000, 60_000), change: stepChange }), { maxLength: 3 })
        .map((steps) => steps.sort((a, b) => a.afterMs - b.afterMs)),
      strategy: fc.constantFrom(...STRATEGIES),
      offersAtOnce: fc.constantFrom(1, 1, 2, 3),
      preferredMs: fc.constantFrom(0, 15_000),
      takesTexts: fc.constantFrom(true, true, true, false),
      maxLength: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 2 }),
      maxWaitMs: fc.option(fc.constantFrom(30_000, 120_000), { freq: 2 }),
      hours: fc.constantFrom(null, null, null, {
        timeZone: 'Europe/Lisbon',
        weekly: [{ day: 4, from: '00:00', to: '00:30' }],
        holidays: [],
      }),
      whenClosed: wayOn,
      whenFull: wayOn,
      whenTooLong: wayOn,
    })
    .map((fields): Queue => queue(id, {}, fields as Partial<Queue>));
const queues = fc.tuple(...QUEUES.map(oneQueue)) as unknown as fc.Arbitrary<Queue[]>;
const limits: fc.Arbitrary<Partial<CenterLimits>> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(NO_LIMITS) },
  {
    weight: 1,
    arbitrary: fc.record({
      foreignShare: fc.constantFrom(0, 0.5, 1),
      protectServiceLevel: fc.constantFrom(null, 0.8),
      textCapacity: fc.constantFrom(0, 1, 2),
      callsDuringTexts: fc.boolean(),
    }),
  },
);

/** Times begin at 1,000 s after the epoch, a Thursday shortly past midnight: the hours above end within a history. */
export const setUp: fc.Arbitrary<SetUp> = fc.record({
  queues,
  limits: fc.record({ lisbon: limits, toronto: limits }),
  agents: fc.array(
    fc.record({
      centerId: fc.constantFrom(...CENTERS),
      skills: fc.dictionary(fc.constantFrom(...SKILLS), level, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
      capacity: fc.constantFrom(1, 1, 1, 2),
    }),
    { minLength: 2, maxLength: 8 },
  ),
});

/** Everybody can serve everybody, and there are more agents than callers. */
export const livelySetUp: fc.Arbitrary<SetUp> = setUp
  .chain((one) => fc.record({ one: fc.constant(one), capacities: fc.array(fc.constantFrom(1, 1, 1, 2), { minLength: 8, maxLength: 8 }) }))
  .map(({ one, capacities }) => ({
    ...one,
    queues: one.queues.map((each) => ({ ...each, requirement: { all: [] }, hours: null })),
    agents: capacities.map((capacity, index) => ({ centerId: CENTERS[index % 2] ?? 'lisbon', skills: { sales: 3, french: 3 }, capacity })),
  }));

const agent = fc.nat(7);
const channel = fc.constantFrom<Channel[]>('voice', 'voice', 'voice', 'voice', 'text');
const center = fc.constantFrom(...CENTERS);
const everywhere = fc.constant<string[]>([...CENTERS]);
const pass = (ms: readonly number[], beating: fc.Arbitrary<string[]>) =>
  fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(...ms), beating });
const kinds = {
  call: fc.record({
    do: fc.constant('call' as const),
    channel,
    queueId: fc.constantFrom(...QUEUES),
    requirement: fc.option(requirement, { freq: 5 }),
    preferred: fc.option(fc.nat(7), { freq: 2 }),
    roundTrips: fc.constantFrom({}, { lisbon: 20, toronto: 140 }, { lisbon: 900 }),
    comesWithin: fc.constantFrom(...Array<null>(40).fill(null), 30_000, 120_000),
  }),
  pass: pass(
    [100, 100, 900, 900, 4000, 4000, 11_000, 35_000, 130_000],
    fc.constantFrom([...CENTERS], [...CENTERS], [...CENTERS], ['lisbon'], ['toronto'], []),
  ),
  status: fc.record({ do: fc.constant('status' as const), agent, status: fc.constantFrom('available', 'not-ready', 'offline') }),
  agent: fc.record({
    do: fc.constantFrom('settle' as const, 'settle' as const, 'unreachable' as const, 'reachable' as const),
    agent,
  }),
  staff: fc.record({ do: fc.constantFrom('gone' as const, 'retrained' as const), agent }),
  onCall: fc.record({
    do: fc.constantFrom(...CALL_ACTS, 'accept' as const, 'audio' as const, 'complete' as const),
    call: fc.nat(30),
    offer: fc.nat(2),
  }),
  talk: fc.record({ do: fc.constant('talk' as const), call: fc.nat(30) }),
  finish: fc.record({ do: fc.constant('finish' as const), call: fc.nat(30) }),
  control: fc.record({
    do: fc.constant('control' as const),
    call: fc.nat(30),
    action: fc.constantFrom(...CALL_ACTIONS),
    to: fc.constantFrom('agent' as const, 'agent' as const, 'agent' as const, 'queue' as const, 'center' as const),
    which: fc.nat(7),
    yes: fc.boolean(),
  }),
  move: fc.record({ do: fc.constant('move' as const), call: fc.nat(30), queueId: fc.constantFrom(...QUEUES) }),
  switch: fc.record({ do: fc.constantFrom('switch' as const, 'talk-up' as const, 'talk-up' as const), call: fc.nat(30), channel }),
  ring: fc.record({
    do: fc.constantFrom('want-ring' as const, 'want-ring' as const, 'want-ring' as const, 'answer-ring' as const),
    call: fc.nat(30),
  }),
  propose: fc.record({ do: fc.constant('propose' as const), call: fc.nat(30), wants: fc.constantFrom(true, true, true, false) }),
  silent: fc.record({ do: fc.constant('silent' as const), call: fc.nat(30) }),
  prioritize: fc.record({ do: fc.constant('prioritize' as const), call: fc.nat(30) }),
  exclude: fc.record({ do: fc.constant('exclude' as const), agent, queues: fc.subarray([...QUEUES]) }),
  shut: fc.record({
    do: fc.constant('shut' as const),
    queueId: fc.constantFrom(...QUEUES),
    closed: fc.constantFrom(true, false, false, false),
  }),
  report: fc.record({ do: fc.constantFrom('snapshot' as const, 'lost-report' as const), center }),
  configure: fc.record({ do: fc.constant('configure' as const), queues }),
  restart: fc.record({ do: fc.constant('restart' as const) }),
};

const someOf = (weights: Partial<Record<keyof typeof kinds, number>>, more: { weight: number; arbitrary: fc.Arbitrary<Act> }[] = []) =>
  fc.oneof(
    ...more,
    ...Object.entries(weights).map(([kind, weight]) => ({ weight, arbitrary: kinds[kind as keyof typeof kinds] as fc.Arbitrary<Act> })),
  );

/** Many calls, most of which wait: what queues, centers and time do. */
export const act = someOf({
  ring: 10,
  call: 16,
  pass: 16,
  status: 10,
  agent: 18,
  staff: 2,
  onCall: 48,
  talk: 4,
  control: 12,
  report: 6,
  move: 4,
  prioritize: 4,
  switch: 8,
  silent: 1,
  propose: 1,
  exclude: 2,
  shut: 2,
  configure: 1,
  restart: 1,
});

/** Few calls, most of which talk: what agents do with them. */
export const livelyAct = someOf(
  {
    ring: 4,
    call: 50,
    pass: 10,
    status: 20,
    agent: 90,
    staff: 3,
    onCall: 120,
    talk: 180,
    finish: 100,
    control: 460,
    switch: 120,
    silent: 4,
    propose: 6,
    report: 5,
    exclude: 4,
    shut: 4,
    configure: 2,
    restart: 3,
  },
  [{ weight: 70, arbitrary: pass([100, 900, 4000], everywhere) }],
);

export const agentName = (index: number): string => `agent-${index}`;

export function newWorld({ queues, limits, agents }: SetUp): World {
  // Few enough that histories come to the limit.
  const world = new World(queues, { ownNeeds: 3 });
  world.configure(queues, limits);
  agents.forEach(({ centerId, skills, capacity }, index) => {
    world.agent(agentName(index), centerId, skills, capacity);
  });
  return world;
}

/** Does one thing in the world, if it can be done there. */
export function perform(world: World, step: Act): void {
  if ('agent' in step && !world.has(agentName(step.agent))) return;
  switch (step.do) {
    case 'call':
      world.call(step.queueId, {
        channel: step.channel,
        requirement: step.requirement,
        roundTrips: step.roundTrips,
        preferredAgentId: step.preferred === null ? null : agentName(step.preferred),
        ...(step.comesWithin !== null && { scheduled: { comesBy: world.now + step.comesWithin } }),
      });
      return;
    case 'pass':
      world.pass(step.ms, step.beating);
      return;
    case 'status':
      world.status(agentName(step.agent), step.status);
      return;
    case 'settle':
      world.settle(agentName(step.agent));
      return;
    case 'unreachable':
    case 'reachable':
      world.change(agentName(step.agent), { reachable: step.do === 'reachable' });
      return;
    case 'retrained':
      world.change(agentName(step.agent), { skills: [{ id: 'french', name: 'french', level: 5 }] });
      return;
    case 'exclude':
      world.change(agentName(step.agent), { excludedQueues: step.queues });
      return;
    case 'shut':
      world.shut(step.queueId, step.closed);
      return;
    case 'move':
    case 'prioritize': {
      const calls = [...world.state.calls.values()];
      const waiting = calls.filter(({ state }) => state.kind === 'queued');
      // Now and then one that waits no longer.
      const chosen = waiting.length > 0 && step.call % 8 !== 0 ? waiting : calls;
      const callId = chosen[step.call % Math.max(1, chosen.length)]?.id ?? 'none';
      const byName = 'Sofia';
      world.do(
        step.do === 'move' ? { kind: 'move-call', callId, queueId: step.queueId, byName } : { kind: 'prioritize-call', callId, byName },
      );
      return;
    }
    case 'switch':
    case 'talk-up': {
      const calls = [...world.state.calls.values()];
      const asked = calls.filter(({ state }) => state.kind === 'connected' && (state.lead.talkAskedAt ?? null) !== null);
      const waiting = calls.filter(({ state, role }) => role === 'main' && (state.kind === 'queued' || state.kind === 'offered'));
      const suited = step.do === 'switch' ? waiting : asked;
      const chosen = suited.length > 0 && step.call % 8 !== 0 ? suited : calls;
      const callId = chosen[step.call % Math.max(1, chosen.length)]?.id ?? 'none';
      world.do(step.do === 'switch' ? { kind: 'switch-channel', callId, channel: step.channel } : { kind: 'move-up', callId });
      return;
    }
    case 'propose': {
      const texts = [...world.state.calls.values()].filter((call) => call.channel === 'text' && call.state.kind === 'connected');
      const callId = texts[step.call % Math.max(1, texts.length)]?.id ?? 'none';
      world.do({ kind: 'propose-talk', callId, wants: step.wants });
      return;
    }
    case 'want-ring':
    case 'answer-ring': {
      const calls = [...world.state.calls.values()].filter(({ state, ringBack }) =>
        step.do === 'want-ring' ? state.kind === 'queued' : ringBack !== null,
      );
      const callId = calls[step.call % Math.max(1, calls.length)]?.id ?? 'none';
      world.do({ kind: step.do === 'want-ring' ? 'want-ring-back' : 'answer-ring-back', callId });
      return;
    }
    case 'silent': {
      const texts = [...world.state.calls.values()].filter((call) => call.channel === 'text' && call.state.kind === 'connected');
      const call = texts[step.call % Math.max(1, texts.length)];
      if (call?.state.kind === 'connected') world.do({ kind: 'end-silent', callId: call.id, token: call.state.reservation.token });
      return;
    }
    case 'gone':
      world.remove(agentName(step.agent));
      return;
    case 'snapshot':
      world.snapshot(step.center);
      return;
    case 'lost-report':
      world.report(step.center, 'changes', [], 1_000_000 + world.log.length);
      return;
    case 'configure':
      world.configure(step.queues);
      return;
    case 'restart':
      world.restart();
      return;
    case 'talk': {
      const offered = [...world.state.calls.values()].filter(({ state }) => state.kind === 'offered');
      const call = offered[step.call % Math.max(1, offered.length)];
      if (call) world.connect(call.id);
      return;
    }
    case 'finish': {
      const over = [...world.state.calls.values()].filter(({ state }) => state.kind === 'wrapup');
      const call = over[step.call % Math.max(1, over.length)];
      if (call?.state.kind !== 'wrapup') return;
      const { agentId } = call.state.reservation;
      world.do({ kind: 'complete', disposition: 'Done', ...world.acting(call.id) });
      if (world.has(agentId)) world.settle(agentId);
      return;
    }
    case 'control': {
      const talking = [...world.state.calls.values()].filter(({ state }) => state.kind === 'connected');
      const call = talking[step.call % Math.max(1, talking.length)];
      if (!call) return;
      // Of a text conversation little else can be asked.
      const action: CallAction = call.channel === 'text' && step.yes ? { kind: 'ask-to-talk' } : actionOf(world, call, step);
      world.do({ kind: 'control', action, ...world.acting(call.id) });
      return;
    }
    default: {
      const calls = [...world.state.calls.values()];
      const suited = calls.filter(({ state }) => state.kind === SUITS[step.do]);
      const chosen = suited.length > 0 ? suited : calls;
      const callId = chosen[step.call % Math.max(1, chosen.length)]?.id;
      if (callId !== undefined) world.do(commandOn(world, step.do, callId, step.offer));
    }
  }
}

function actionOf(world: World, call: Call, { action: kind, to, which, yes }: Extract<Act, { do: 'control' }>): CallAction {
  const others = liveIn(world.state, call.conversationId);
  const parties = ['caller', ...others.map((other) => partyOf(other) ?? `wanted-${other.id}`), 'agent-0'];
  const partyId = parties[which % parties.length] ?? 'caller';
  const target: TransferTarget =
    to === 'agent'
      ? { kind: to, agentId: agentName(which) }
      : to === 'queue'
        ? { kind: to, queueId: QUEUES[which % QUEUES.length] ?? 'q0' }
        : { kind: to, centerId: CENTERS[which % CENTERS.length] ?? 'lisbon' };
  switch (kind) {
    case 'transfer':
    case 'consult':
    case 'add':
      return { kind, target, note: null };
    case 'drop':
      return { kind, partyId };
    case 'silence':
      return { kind, partyId, silenced: yes };
    default:
      return { kind };
  }
}

/** The state of a call in which an act leads on; in others it is tried as well. */
const SUITS: Partial<Record<(typeof CALL_ACTS)[number], CallState['kind']>> = {
  accept: 'offered',
  decline: 'offered',
  audio: 'connecting',
  'hang-up': 'connected',
  complete: 'wrapup',
};

function commandOn(world: World, act: (typeof CALL_ACTS)[number], callId: string, offer: number): RoutingCommand {
  const reservations = reservationsOf(world.get(callId));
  const reservation = reservations[offer % Math.max(1, reservations.length)];
  const acting = {
    centerId: reservation?.centerId ?? 'lisbon',
    agentId: reservation?.agentId ?? agentName(0),
    reservationId: reservation?.id ?? 'none',
    token: reservation?.token ?? 0,
  };
  switch (act) {
    case 'leave':
      return { kind: 'caller-left', callId };
    case 'away':
      return { kind: 'caller-away', callId, ...(acting.token % 2 === 0 && { page: true as const }) };
    case 'back':
      return { kind: 'caller-back', callId };
    case 'accept':
      return { kind: 'accept', ...acting };
    case 'stale-accept':
      return { kind: 'accept', ...acting, token: acting.token - 1 };
    case 'audio':
      return { kind: 'audio', callId, caller: true, agent: true, bothWays: true };
    case 'decline':
      return { kind: 'reject', reason: 'declined', ...acting };
    case 'hang-up':
      return { kind: 'agent-hang-up', ...acting };
    case 'complete':
      return { kind: 'complete', disposition: 'Done', ...acting };
  }
}
