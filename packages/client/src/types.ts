/** Everything that a page sees of the client. Times are milliseconds since the epoch on this browser's clock. */

export interface ClientOptions {
  /** Where the Tandem server is, for example "https://calls.example". */
  url: string;
  /** The publishable key of your site, `pk_…`. This page's origin must be among its sites. */
  key: string;
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
  /** A token of your server, signed with the key's identity secret, that says who this is. */
  identity?: string;
  /** What the caller has accepted: the key's consent text word for word, where it has one. */
  consent?: string;
  /** `text`: a conversation in writing, without a microphone. `voice`, when left out. */
  channel?: Channel;
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
    }
  | { kind: 'ended'; reason: EndedReason; talkMs: number };

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

export interface CallEvents {
  state: CallState;
  texts: readonly Text[];
  /** Whether the server is reached. A lost connection comes back by itself, and keeps the place. */
  online: boolean;
  sound: { state: SoundState; blocked: boolean };
}

export interface Call {
  readonly id: string;
  readonly topicName: string;
  readonly channel: Channel;
  readonly state: CallState;
  readonly texts: readonly Text[];
  readonly online: boolean;
  readonly muted: boolean;
  /** `blocked`: the browser plays nothing before the user has touched the page; then call `playSound` from a click. */
  readonly sound: { readonly state: SoundState; readonly blocked: boolean };
  /** Tells of each change from now on. Returns how to stop listening. */
  on<Name extends keyof CallEvents>(name: Name, listener: (now: CallEvents[Name]) => void): () => void;
  /** Silence for the agent at once. Nothing in a text conversation. */
  mute(muted: boolean): void;
  /** 0..1, for meters; read it as often as you draw. */
  levels(): { own: number; other: number };
  playSound(): void;
  /** @throws TandemError when it was not taken; then it was not sent */
  say(text: string): Promise<void>;
  /** Writes instead of waiting, or talks instead of writing; the place is kept. Ask for the microphone from a click. @throws TandemError */
  switchTo(channel: Channel, options?: { microphone?: MediaStream }): Promise<void>;
  /** Leaves the line, or ends the talk. Twice is once. */
  hangUp(): void;
}

export interface Client {
  /** What one can call about with this key. @throws TandemError */
  topics(options?: { signal?: AbortSignal }): Promise<Topic[]>;
  /** Resolves when the call is in the line. One at a time. @throws TandemError, and then nobody waits anywhere */
  call(options: CallOptions): Promise<Call>;
  /** The call that this tab had before its page was loaded anew, or null. Within a minute its place is kept. @throws TandemError */
  resume(options?: { microphone?: MediaStream; signal?: AbortSignal }): Promise<Call | null>;
  /** Hangs up, and lets go of everything. */
  destroy(): void;
}
