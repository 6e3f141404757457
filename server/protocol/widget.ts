import { z } from 'zod';
import type { ToldAnnouncement } from './announcements.ts';
import { type CallContext, contextProblem } from './call-context.ts';
import { type Ack, CallId, CenterId, Channel, EndReason, LINE_LEFT_FOR, QueueId, Time, text } from './common.ts';
import { PartyId } from './conversation.ts';
import { type Challenge, Proof } from './proof.ts';
import { WayOn } from './queue.ts';
import { Requirement } from './skills.ts';
import type { TextsFromWidget, TextsToPeople } from './texts.ts';
import { WidgetTrace } from './trace.ts';

/** Click-to-call widget ↔ routing server: Socket.IO namespace `/widget`, nobody signed in. */
export const WIDGET_NAMESPACE = '/widget';

const RoundTrips = z
  .record(CenterId, z.number().int().min(0).max(10_000))
  .refine((roundTrips) => Object.keys(roundTrips).length <= 50, 'names more than 50 centers');

/** Whether a value has at most so many parts. */
function isSmall(value: unknown, limit = 60): boolean {
  const open = [value];
  for (let seen = 0; open.length > 0; seen += 1) {
    if (seen > limit) return false;
    const part = open.pop();
    if (typeof part !== 'object' || part === null) continue;
    for (const inner of Object.values(part)) {
      open.push(inner);
      if (open.length > limit) return false;
    }
  }
  return true;
}

/** Looked into only as far as its limits allow: anybody may send it. */
const Context = z.unknown().transform((value, context): CallContext | null => {
  if (value === undefined || value === null) return null;
  const problem = contextProblem(value);
  if (problem === null) return value as CallContext;
  context.addIssue(problem);
  return z.NEVER;
});

/** The longest identity token: room for far more than what is read of it. */
const LONGEST_TOKEN = 4096;

export const StartCall = z.object({
  queueId: QueueId,
  /** By which the caller wants to be served; `conflict` with the field where the queue takes no texts. */
  channel: Channel.default('voice'),
  name: text(120).trim().min(1, 'is needed'),
  email: z.union([z.literal('').transform(() => null), z.email('is not an e-mail address').max(254)]).nullable(),
  customerId: text(64).nullable(),
  page: text(500).nullable(),
  question: text(500).trim().nullable(),
  /** What this very call asks for beside what its queue does. Anybody may send it, so it is looked into only when it is small. */
  requirement: z
    .unknown()
    .refine((value) => isSmall(value), 'is too large')
    .pipe(Requirement.nullable().default(null))
    .optional()
    .transform((requirement) => requirement ?? null),
  /** Milliseconds from this browser to the media of each center, as measured; of centers left out nothing is known. */
  roundTrips: RoundTrips.default({}),
  /** Who can't talk, or would not, wants to leave this instead: the call ends at once, and its key leaves it. Left out: to talk. */
  instead: z.enum(['leave-message', 'callback']).optional(),
  /** What the caller has accepted, as it was shown to them, where the widget's key asks for that; see WidgetKey. */
  consent: text(2000).trim().nullable().optional(),
  /** What the page says of this call besides, for the agent to read: a JSON object of at most 4 kB. */
  context: Context.optional().transform((context) => context ?? null),
  /** A token by which the site's own server says who this is (see IdentityClaims); `forbidden` with the field when it is not good. */
  identity: text(LONGEST_TOKEN).nullable().default(null),
  /** A random id that this browser has given itself for calling; null: it keeps none. */
  browser: z.uuid('is no id').nullable().default(null),
  /** What was asked for by `proof-needed`. */
  proof: Proof.nullable().default(null),
  /**
   * 16 random bytes in hexadecimal, made anew for each call by who starts it, and then the secret of its key. Said again where a start
   * was not answered, it finds the call that was begun all the same. Left out: the server makes a secret, and each start is a call.
   */
  attempt: z
    .string()
    .regex(/^[\da-f]{32}$/, 'is not 16 bytes in hexadecimal')
    .nullable()
    .default(null),
  /** When the caller pressed, and the id of the call's trace, where the server makes one. */
  trace: WidgetTrace.nullable().default(null),
});
export type StartCall = z.input<typeof StartCall>;

/** The secret that lets the same browser, and nobody else, come back to its call. */
export const CallKey = z.object({ callId: CallId, secret: z.string().min(16).max(128) });
export type CallKey = z.infer<typeof CallKey>;

export const SwitchChannel = z.object({ channel: Channel });
export type SwitchChannel = z.infer<typeof SwitchChannel>;

export const ProposeTalk = z.object({ wants: z.boolean() });
export type ProposeTalk = z.infer<typeof ProposeTalk>;

export const WAIT_NEWS = ['came-back', 'goes-first', 'agents-left', 'other-queue', 'takes-longer'] as const;
/** Why somebody waits longer than they were told: see server/routing/wait-news.ts. */
export const WaitNews = z.enum(WAIT_NEWS);
export type WaitNews = z.infer<typeof WaitNews>;

export const WidgetPhase = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('waiting'),
    position: z.number().int().positive(), // 1 is next
    since: Time,
    estimatedWaitMs: z.number().nonnegative().nullable(), // from now; in coarse steps. null while nothing is known
    transferredBy: z.string().nullable(), // the agent who sent the caller on; they hear music until somebody answers
    /** Why the place or the wait is worse than it was told before; null: it is not. Left out by older servers. */
    news: WaitNews.nullable().optional(),
    /** The caller has given the microphone back: `kept` until somebody is free, then `rung`. null: they wait with it open. */
    ringBack: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('kept'), missed: z.number().int() }), // how often they were rung and did not answer
        z.object({ kind: z.literal('rung'), until: Time }),
      ])
      .nullable()
      .optional(),
  }),
  z.object({ kind: z.literal('ringing'), since: Time, transferredBy: z.string().nullable() }),
  z.object({ kind: z.literal('connecting'), agentName: z.string() }),
  // agentAwayUntil: the agent's connection is gone; the call ends then unless they are back
  z.object({
    kind: z.literal('connected'),
    agentName: z.string(), // who leads
    since: Time,
    agentAwayUntil: Time.nullable(),
    heldSince: Time.nullable(), // the caller is on hold and hears music, nobody hears them
    others: z.array(z.string()), // names of the other agents in the conference
    talkAskedAt: Time.optional(), // by text: since when the agent asks whether they may talk
    /** By text: the caller would like to talk since then, and their agent has not said yes or no; `agentBusy`: they are on a call. */
    talkProposed: z.object({ since: Time, agentBusy: z.boolean() }).optional(),
    /** By text: the agent has asked them to go on writing. */
    talkDeclinedAt: Time.optional(),
    /** By text: when the conversation ends, unless the caller says something. Told some time before. */
    silentAt: Time.optional(),
    agents: z.array(z.object({ id: PartyId, name: z.string() })), // all whom the caller hears, as media names them; who leads comes first
  }),
  // wayOn: what is told and offered to a caller whom a queue can't take, or no longer
  z.object({ kind: z.literal('ended'), reason: EndReason, talkMs: z.number().nonnegative(), wayOn: WayOn.nullable() }),
]);
export type WidgetPhase = z.infer<typeof WidgetPhase>;

export const WidgetCall = z.object({
  rev: z.number().int(), // grows with every message about this call; drop an older one
  now: Time, // the routing server's clock
  callId: CallId,
  queueName: z.string(),
  channel: Channel.nullable(), // null: it is over
  takesTexts: z.boolean(), // whether one who waits may write instead
  phase: WidgetPhase,
  ticket: z.string(), // for the media server, see protocol/media.ts; good from the moment of queueing
  announced: z.string().optional(), // while they wait where something is announced: another one with each change of it
});
export type WidgetCall = z.infer<typeof WidgetCall>;

/** `instead`: who waits leaves the line for it. It is no key to it: that is asked for by itself. */
export const LeaveLine = z.object({ instead: z.enum(LINE_LEFT_FOR).optional() });
export type LeaveLine = z.infer<typeof LeaveLine>;

export interface WidgetToRouting extends TextsFromWidget {
  start: (message: StartCall, ack: (ack: Ack<{ key: CallKey; call: WidgetCall }>) => void) => void;
  /** After `proof-needed`: the piece of work to do before `start` is said again. */
  challenge: (message: Record<string, never>, ack: (ack: Ack<Challenge>) => void) => void;
  /** After each reconnection. `not-found` when the call is over and forgotten. */
  resume: (message: CallKey, ack: (ack: Ack<{ call: WidgetCall }>) => void) => void;
  /** Who waits gives the microphone back, keeps the place, and is rung in their tab. */
  'ring-me-back': (message: Record<string, never>, ack: (ack: Ack) => void) => void;
  /** Who wanted that is there, with the microphone open. */
  'am-back': (message: Record<string, never>, ack: (ack: Ack) => void) => void;
  /** The caller leaves: abandons a waiting call, ends one in progress. */
  leave: (message: LeaveLine, ack: (ack: Ack) => void) => void;
  /** This page is being closed, left for another or loaded anew: the connection ends, and the next page may come back. Not answered. */
  'page-gone': () => void;
  /** Who waits would rather write, or talk: the place is kept. */
  'switch-channel': (message: SwitchChannel, ack: (ack: Ack) => void) => void;
  /** What is announced where the caller waits, in its order; nothing in a queue that announces nothing. */
  announcements: (message: Record<string, never>, ack: (ack: Ack<{ announcements: ToldAnnouncement[] }>) => void) => void;
  /** Yes to talking, from a text conversation whose agent has asked. */
  'move-up': (message: Record<string, never>, ack: (ack: Ack) => void) => void;
  /** The caller, who writes, would like to talk, or would not any more. The call begins when the agent says yes. */
  'propose-talk': (message: ProposeTalk, ack: (ack: Ack) => void) => void;
  /** The caller has been asked whether they are still there: they are. */
  'still-here': (message: Record<string, never>, ack: (ack: Ack) => void) => void;
}
export interface RoutingToWidget extends TextsToPeople {
  call: (call: WidgetCall) => void;
  /** The same caller has come to this call in another window: this one is cut off, and need not come back. */
  elsewhere: () => void;
}

/** GET /api/widget/topics. `probe`: answers at once and without a body, for measuring the round trip to a center. */
export const Topics = z.object({
  topics: z.array(z.object({ id: QueueId, name: z.string(), takesTexts: z.boolean().optional() })), // left out: it takes none
  centers: z.array(z.object({ id: CenterId, probe: z.string() })),
});
export type Topics = z.infer<typeof Topics>;
/** POST /api/widget/leave takes a CallKey with what of LeaveLine there is: the farewell of a page that is being closed (navigator.sendBeacon). */

/**
 * GET /api/widget/outlook?topic=…: what somebody who called now would meet. `opensAt`: null while it is open, or when nobody can
 * say. `estimatedWaitMs`: in coarse steps; 0: somebody is free; null while nothing is known, and while it is closed.
 */
export const TopicOutlook = z.object({
  open: z.boolean(),
  opensAt: Time.nullable(),
  timeZone: z.string().nullable(), // of its hours; null: it has none
  estimatedWaitMs: z.number().nonnegative().nullable(),
  staffed: z.boolean(), // whether anybody who could answer is at work
  takesTexts: z.boolean(),
  callsBack: z.boolean(),
});
export type TopicOutlook = z.infer<typeof TopicOutlook>;
