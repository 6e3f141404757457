import type { TandemError } from './errors.ts';

/** Everything that a page sees of the client. Times are milliseconds since the epoch on this browser's clock. */

/**
 * A token of your server, signed with the key's identity secret, that says who this is; or what gets one. Tokens are good for minutes
 * and pages stand open for hours: a function is asked anew by each attempt to begin a call. null: nobody is signed in.
 */
export type Identity = string | (() => string | null | Promise<string | null>);

export interface ClientOptions {
  /** Where the Tandem server is, for example "https://calls.example". */
  url: string;
  /** The publishable key of your site, `pk_…`. This page's origin must be among its sites. */
  key: string;
  /** Who is signed in at your site, for all calls; see `identify`. */
  identity?: Identity;
  /** `en`, `pt` or `fr`, for words of the company's own; the browser's language, when left out. */
  lang?: string;
}

/** What the key asks of callers. */
export interface Settings {
  /** To be shown and accepted before a call; null: nothing is. */
  consent: string | null;
  /** Nobody calls by it of whom your server has not said who they are. */
  needsIdentity: boolean;
}

/** What somebody who called now would meet. */
export interface Outlook {
  open: boolean;
  /** When it opens; null while it is open, or when nobody can say. */
  opensAt: number | null;
  /** Of its hours, IANA; null: it has none. */
  timeZone: string | null;
  /** In coarse steps; 0: somebody is free; null while nothing is known, and while it is closed. */
  estimatedWaitMs: number | null;
  /** Whether anybody who could answer is at work. */
  staffed: boolean;
  takesTexts: boolean;
  /** Whether a callback can be booked. */
  callsBack: boolean;
}

export interface Topic {
  id: string;
  name: string;
  /** Whether one may write instead of talking. */
  takesTexts: boolean;
}

export type Channel = 'voice' | 'text';

export interface CallOptions {
  /** The id of a topic. */
  topic: string;
  /** Who is calling. An identity token that is good stands before it. */
  name: string;
  email?: string;
  customerId?: string;
  /** What it is about, in the caller's words. */
  question?: string;
  /** The page that the call comes from; its address without its query and fragment, when left out. */
  page?: string;
  /** Anything else that the agent should read: at most 4 kB as JSON, five deep, 200 values. */
  context?: Readonly<Record<string, unknown>>;
  /** Who is signed in at your site, for this call, in place of what the client was told; null: nobody. */
  identity?: Identity | null;
  /** What the caller has accepted: the key's consent text word for word, where it has one. */
  consent?: string;
  /** `text`: a conversation in writing, without a microphone. `voice`, when left out. */
  channel?: Channel;
  /** Begins no talk, and needs no microphone: the call ends at once, and its `leaveMessage` or `bookCallback` is what they came for. */
  instead?: 'leave-message' | 'callback';
  /** While many call, a browser does a piece of work first: how likely it is to be done by now, 0 to 1. */
  onProving?: (share: number) => void;
  /** A microphone that you have opened. It is the call's from then on: stopped with it. Asked for, when left out. */
  microphone?: MediaStream;
  /** Gives up before the call has begun. */
  signal?: AbortSignal;
}

export type EndedReason =
  | 'caller-hung-up'
  | 'agent-hung-up'
  | 'caller-lost'
  | 'agent-lost'
  | 'no-caller-audio'
  | 'no-agent-audio'
  | 'queue-removed'
  | 'queue-closed'
  | 'queue-full'
  | 'gone' // the server knows nothing of it any more
  | 'elsewhere' // it goes on in another window of this browser
  | (string & {}); // what later servers say besides

export type WorseWait = 'came-back' | 'goes-first' | 'agents-left' | 'other-queue' | 'takes-longer' | (string & {});

/** What the queue offers to somebody whom it can't take; `text` is the company's own. */
export interface Offer {
  kind: 'message' | 'leave-message' | 'callback';
  text: string;
}

/** The microphone is given back and the place kept: `kept` until somebody is free, then `rung`, for as long as that. */
export type RingBack = { kind: 'kept'; missed: number } | { kind: 'rung'; until: number };

export type CallState =
  /** In the line. `position`: 1 is next. `estimatedWaitMs`: from now, in coarse steps; null while nothing is known. */
  | {
      kind: 'waiting';
      position: number;
      estimatedWaitMs: number | null;
      since: number;
      transferredBy: string | null;
      /** Why the place or the wait is worse than it was told before; null: it is not. */
      worse: WorseWait | null;
      /** After `ringMeBack`; null: they wait with the microphone open. */
      ringBack: RingBack | null;
    }
  /** An agent's workstation rings. */
  | { kind: 'ringing'; since: number; transferredBy: string | null }
  | { kind: 'connecting'; agentName: string }
  | {
      kind: 'connected';
      agentName: string;
      since: number;
      onHold: boolean;
      /** The agent's connection is gone; the call ends then unless they are back. */
      agentAwayUntil: number | null;
      /** Names of others who have joined. */
      others: readonly string[];
      /** In a text conversation: the agent would like to talk. Yes is `switchTo('voice')`. */
      talkAsked: boolean;
      /** In a text conversation: the caller would, by `switchTo('voice')`, and the agent has not answered. Not any more is `switchTo('text')`. */
      talkProposed: { agentBusy: boolean } | null;
      /** The agent has asked them to go on writing. */
      talkDeclined: boolean;
      /** In a text conversation: when it ends, unless the caller writes or says `stillHere()`; null: it does not by itself. */
      endsAt: number | null;
    }
  | { kind: 'ended'; reason: EndedReason; talkMs: number; offer: Offer | null };

/** How the sound is. `none`: in a text conversation, and before there is any. */
export type SoundState = 'none' | 'joining' | 'flowing' | 'reconnecting' | 'failed';

export interface Text {
  /** From 1; grows by one. */
  seq: number;
  at: number;
  /** Written on this side. */
  own: boolean;
  name: string;
  /** To be shown as text, never as markup. */
  text: string;
}

export type ShareSource = 'screen' | 'camera';

/** Screens and cameras of a call. Nothing flows here before it is watched, and nothing is shown that was not chosen. */
export interface Shares {
  /** What the agents show. `stream` is for a `<video>`, there while it is watched. */
  seen: readonly { id: string; source: ShareSource; state: 'offered' | 'opening' | 'watching'; stream: MediaStream | null }[];
  /** What this side shows. `watched`: somebody looks. */
  own: readonly { source: ShareSource; state: 'starting' | 'on'; stream: MediaStream; watched: boolean }[];
  /** What an agent asks to be shown: the answer is `share` or `declineShare`. */
  asked: readonly ShareSource[];
}

/** One message, recorded as often as its caller likes; the last one counts. */
export interface MessageRecording {
  readonly state:
    | { kind: 'none' | 'preparing' | 'ending' }
    /** `until`: then it ends by itself. */
    | { kind: 'recording'; until: number }
    | { kind: 'recorded'; durationMs: number }
    | { kind: 'failed'; error: TandemError };
  on(listener: () => void): () => void;
  /** Begins, also in place of what was recorded before. Call it from a click: the browser asks for the microphone. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** 0..1, for a meter. */
  level(): number;
  /** What was recorded, as Ogg with Opus, before it is sent. @throws TandemError */
  sound(): Promise<Blob>;
  /** Throws away what there is. */
  discard(): void;
}

export interface NewMessage {
  name: string;
  email?: string;
  phone?: string;
  text?: string;
  /** Of this call; its text may be empty then. */
  recording?: MessageRecording;
  /** The wish to be called at a phone number or e-mail address, where `offer` of the ended call is that; a message, when left out. */
  kind?: 'message' | 'callback';
}

export interface CallbackTimes {
  /** When those begin that can still be booked. */
  times: readonly number[];
  /** How long each is. */
  lengthMs: number;
}

export interface CallEvents {
  state: CallState;
  texts: readonly Text[];
  /** Whether the server is reached. A lost connection comes back by itself, and keeps the place. */
  online: boolean;
  sound: Call['sound'];
  shares: Shares;
}

export interface Call {
  readonly id: string;
  readonly topicName: string;
  readonly channel: Channel;
  readonly state: CallState;
  readonly texts: readonly Text[];
  readonly online: boolean;
  readonly muted: boolean;
  /** `blocked`: the browser plays nothing before the user has touched the page; then call `playSound` from a click. `weak`: whose line sounds bad for a while. */
  readonly sound: { readonly state: SoundState; readonly blocked: boolean; readonly weak: 'own' | 'other' | null };
  /** Tells of each change from now on. Returns how to stop listening. */
  on<Name extends keyof CallEvents>(name: Name, listener: (now: CallEvents[Name]) => void): () => void;
  /** Silence for the agent at once. Nothing in a text conversation. */
  mute(muted: boolean): void;
  /** 0..1, for meters; read it as often as you draw. */
  levels(): { own: number; other: number };
  playSound(): void;
  /** @throws TandemError when it was not taken; then it was not sent */
  say(text: string): Promise<void>;
  /**
   * Writes instead of waiting, or talks instead of writing; the place is kept. With an agent in a text conversation it proposes to talk:
   * the call begins when they say yes. Ask for the microphone from a click. @throws TandemError
   */
  switchTo(channel: Channel, options?: { microphone?: MediaStream }): Promise<void>;
  /** The answer to `endsAt`: the conversation goes on. @throws TandemError */
  stillHere(): Promise<void>;
  /** Waits without a microphone: the place is kept, and `ringBack` of the state says when they are rung. @throws TandemError */
  ringMeBack(): Promise<void>;
  /** Is rung, or wants to wait with the microphone again. Call it from a click. @throws TandemError, and then the place is still kept */
  comeBack(options?: { microphone?: MediaStream }): Promise<void>;
  readonly shares: Shares;
  /** Shows a screen or camera; the browser asks which. Call it from a click. @throws TandemError */
  share(source: ShareSource): Promise<void>;
  stopShare(source: ShareSource): void;
  /** Lets what an agent shows flow here. Call it from a click. */
  watch(id: string): void;
  unwatch(id: string): void;
  /** Says no to what an agent asked to be shown. */
  declineShare(source: ShareSource): void;
  /** For a message that is to be left instead of waiting, or once the call has ended with that offer. */
  recordMessage(): MessageRecording;
  /** Leaves the line first, if they are in it. A second message replaces the first. @throws TandemError */
  leaveMessage(message: NewMessage): Promise<void>;
  /** The times for which a callback can be booked, also while they wait. @throws TandemError */
  callbackTimes(): Promise<CallbackTimes>;
  /** Leaves the line first, if they are in it. `link` opens the page of the callback: show it, nobody else has it. @throws TandemError */
  bookCallback(booking: { at: number; name: string; email?: string; timeZone?: string }): Promise<{ link: string; at: number }>;
  /** Once it has ended and somebody had answered, for 45 minutes; said again within ten it replaces what was said. @throws TandemError */
  rate(score: 1 | 2 | 3 | 4 | 5, comment?: string): Promise<void>;
  /** What was written, as plain text with the times of this browser's zone; null when nothing was. */
  transcript(words?: TranscriptWords): string | null;
  /** Leaves the line, or ends the talk. Twice is once. */
  hangUp(): void;
}

/** What a transcript says around its texts, in your page's language. English, when left out. */
export interface TranscriptWords {
  /** BCP 47: how days and times are written. */
  tag: string;
  /** Stands beside what the caller wrote. */
  you: string;
  heading: (day: string) => string;
  zone: (timeZone: string) => string;
}

export interface Client {
  /** What the key asks of callers, to be shown before a call. @throws TandemError */
  settings(options?: { signal?: AbortSignal }): Promise<Settings>;
  /** What somebody who called about this now would meet. @throws TandemError */
  outlook(topic: string, options?: { signal?: AbortSignal }): Promise<Outlook>;
  /** Who is signed in at your site from now on; null: nobody. A call that has begun keeps its own. */
  identify(identity: Identity | null): void;
  /** Whether this tab had a call before its page was loaded anew: ask, from what can be clicked, before `resume` opens the microphone. */
  kept(): { channel: Channel } | null;
  /** Leaves the call of `kept` for good. */
  forget(): void;
  /** What one can call about with this key. @throws TandemError */
  topics(options?: { signal?: AbortSignal }): Promise<Topic[]>;
  /**
   * Resolves when the call is in the line. One at a time. Where the key asks for consent, it rejects with `conflict` at `consent`
   * before a microphone is opened, until what it asks for is given. @throws TandemError, and then nobody waits anywhere
   */
  call(options: CallOptions): Promise<Call>;
  /** The call that this tab had before its page was loaded anew, or null. Within a minute its place is kept. @throws TandemError */
  resume(options?: { microphone?: MediaStream; signal?: AbortSignal }): Promise<Call | null>;
  /** Hangs up, and lets go of everything. */
  destroy(): void;
}
