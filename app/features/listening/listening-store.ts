import type { Directory } from '../../../server/protocol/conversation.ts';
import type { ListeningWay } from '../../../server/protocol/listening-way.ts';
import type {
  CallerAction,
  ListeningEnd,
  ListeningSession,
  RoutingToSupervisor,
  SupervisorToRouting,
} from '../../../server/protocol/supervise.ts';
import type { CallText, Say } from '../../../server/protocol/texts.ts';
import { ServerClock } from '../../lib/clock.ts';
import type { MicrophoneProblem } from '../../lib/media/microphone.ts';
import { type request as browserRequest, WireFailure } from '../../lib/request.ts';
import type { Ears, Mouth } from './ears.ts';

/** How the sound of the call stands here. */
export interface SoundFacts {
  sound: 'joining' | 'flowing' | 'reconnecting' | 'closed' | 'failed';
  muted: boolean;
  /** The browser plays nothing before the page has been touched. */
  blocked: boolean;
  mutedParties: ReadonlySet<string>;
}

export type ListeningState =
  /** `news`: how the last session ended, where its owner did not end it themselves. */
  | { kind: 'idle'; news: ListeningNews | null }
  | { kind: 'opening'; callId: string | null }
  | ({
      kind: 'listening';
      session: ListeningSession;
      online: boolean;
      /** What is being asked for now. */
      asking: Asking | null;
      error: unknown;
      problem: MicrophoneProblem | null;
    } & SoundFacts);
export type Asking = ListeningWay | 'take-over' | 'stop';
export type ListeningNews = { kind: 'ended'; why: ListeningEnd; agentName: string } | { kind: 'failed'; error: unknown };

type Socket = {
  connected: boolean;
  on<E extends keyof RoutingToSupervisor>(event: E, listener: RoutingToSupervisor[E]): unknown;
  on(event: 'connect' | 'disconnect', listener: () => void): unknown;
  disconnect(): unknown;
};

export interface ListeningWorld {
  openSocket(): Socket;
  request: typeof browserRequest;
  loadSound(): Promise<{ openMouth(): Promise<Mouth>; openEars(ticket: string, mouth: Mouth): Ears }>;
  /** Kept by the page's tab, so that a reload goes on listening. */
  memory: { get(): Remembered | null; set(session: Remembered | null): void };
}

/** `byText`: nothing is heard, and no microphone is asked for. */
export interface Remembered {
  id: string;
  byText: boolean;
}

const AT_FIRST: SoundFacts = { sound: 'joining', muted: false, blocked: false, mutedParties: new Set() };
const SILENCE: ReturnType<Ears['levels']> = { own: 0, other: 0, parties: {} };

/** One supervisor's listening in, on whichever of their pages: socket, sound, and what the server says of it. */
export class ListeningStore {
  readonly clock = new ServerClock();
  readonly #world: ListeningWorld;
  readonly #listeners = new Set<() => void>();
  readonly #readers = new Set<(conversationId: string, texts: readonly CallText[]) => void>();
  #state: ListeningState = { kind: 'idle', news: null };
  #socket: Socket | null = null;
  #mouth: Mouth | null = null;
  #ears: Ears | null = null;
  #openEars: ((ticket: string) => Ears) | null = null;
  /** Grows with each beginning and end: what was asked for before is nobody's any more. */
  #turn = 0;
  #places = 0;

  constructor(world: ListeningWorld) {
    this.#world = world;
  }

  get = (): ListeningState => this.#state;
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  levels = () => this.#ears?.levels() ?? SILENCE;

  /** Listens to a call, heard by nobody; or reads a text conversation. */
  begin = (callId: string, byText = false): Promise<void> =>
    this.#open(callId, byText, (request) => request('start', { callId, how: 'monitor' }));

  /** After a reload of the page: goes on with the session that there was. */
  comeBack = async (): Promise<void> => {
    const kept = this.#world.memory.get();
    if (kept !== null && this.#state.kind === 'idle')
      await this.#open(null, kept.byText, (request) => request('resume', { sessionId: kept.id }));
  };

  switchTo = async (how: ListeningWay): Promise<void> => {
    if (this.#state.kind !== 'listening' || this.#state.session.how === how) return;
    await this.#ask(how, (sessionId) => this.#request('switch', { sessionId, how }).then(({ session }) => this.#told(session)));
  };

  takeOver = async (): Promise<void> => {
    if (this.#state.kind !== 'listening' || this.#state.session.takenOver) return;
    await this.#ask('take-over', (sessionId) => this.#request('take-over', { sessionId }).then(({ session }) => this.#told(session)));
  };

  stop = async (): Promise<void> => {
    if (this.#state.kind !== 'listening') return;
    await this.#ask('stop', async (sessionId) => {
      await this.#request('stop', { sessionId }).catch(() => {
        // Without an answer the end of the connection tells the server.
        this.#socket?.disconnect();
        this.#socket = null;
      });
      this.#end(null);
    });
  };

  /**
   * There is somewhere to be seen that one listens, and may be heard. When it has gone, and nothing has come in its place, so
   * does the listening. Returns how to say that it has gone.
   */
  shown = (): (() => void) => {
    this.#places += 1;
    return () => {
      this.#places -= 1;
      setTimeout(() => this.#places === 0 && void this.stop(), UNSEEN_LIMIT_MS);
    };
  };

  /** Of the caller whom they have. @throws WireFailure as the server refuses it */
  control = async (action: CallerAction): Promise<void> => void (await this.#request('control', { sessionId: this.#sessionId(), action }));
  directory = (): Promise<Directory> => this.#request('directory', { sessionId: this.#sessionId() });
  say = (message: Say): Promise<{ text: CallText }> => this.#request('say', { sessionId: this.#sessionId(), ...message });
  textsAfter = (after: number): Promise<{ texts: CallText[] }> => this.#request('texts-after', { sessionId: this.#sessionId(), after });
  /** What is written in the conversation of a caller whom they have. Returns how to stop listening. */
  onTexts = (listener: (conversationId: string, texts: readonly CallText[]) => void): (() => void) => {
    this.#readers.add(listener);
    return () => this.#readers.delete(listener);
  };

  setMuted = (muted: boolean): void => this.#ears?.setMuted(muted);
  allowSound = (): void => this.#ears?.allowSound();
  /** The news has been read. */
  forgetNews = (): void => {
    if (this.#state.kind === 'idle') this.#set({ kind: 'idle', news: null });
  };

  async #open(
    callId: string | null,
    byText: boolean,
    join: (request: ListeningStore['requestFor']) => Promise<{ session: ListeningSession }>,
  ): Promise<void> {
    this.#end(null);
    const turn = this.#turn;
    this.#set({ kind: 'opening', callId });
    try {
      const sound = byText ? null : await this.#openSound(turn);
      if (turn !== this.#turn) return;
      await this.#connected();
      const { session } = await join(this.requestFor);
      if (turn !== this.#turn) return; // another was begun meanwhile, which has ended this one
      this.clock.observe(session.now);
      this.#remember(session);
      this.#openEars = sound?.openEars ?? null;
      const problem = sound?.problem ?? null;
      this.#set({ kind: 'listening', session, online: true, asking: null, error: null, problem, ...AT_FIRST });
      this.#hear(session.ticket);
    } catch (error) {
      if (turn === this.#turn) this.#end(callId === null ? null : { kind: 'failed', error });
    }
  }

  async #openSound(turn: number) {
    const sound = await this.#world.loadSound();
    const mouth = await sound.openMouth();
    if (turn === this.#turn) this.#mouth = mouth;
    else mouth.close();
    return { problem: mouth.problem, openEars: (ticket: string) => sound.openEars(ticket, mouth) };
  }

  #remember = ({ id, channel }: ListeningSession): void => this.#world.memory.set({ id, byText: channel === 'text' });

  /** @throws WireFailure `unavailable` when there is no connection within a while */
  async #connected(): Promise<void> {
    const socket = this.#socket ?? this.#openSocket();
    if (socket.connected) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.on('connect', resolve);
    const late = setTimeout(
      () => reject(new WireFailure({ code: 'unavailable', message: 'The server did not answer in time. Try again.' })),
      CONNECT_LIMIT_MS,
    );
    await promise.finally(() => clearTimeout(late));
  }

  #openSocket(): Socket {
    const socket = this.#world.openSocket();
    this.#socket = socket;
    socket.on('session', (session) => this.#told(session));
    socket.on('texts', ({ callId, texts }) => {
      for (const reader of this.#readers) reader(callId, texts);
    });
    socket.on('ended', ({ sessionId, why }) => {
      if (this.#state.kind !== 'listening' || this.#state.session.id !== sessionId) return;
      this.#end(why === 'stopped' ? null : { kind: 'ended', why, agentName: this.#state.session.agentName });
    });
    socket.on('disconnect', () => this.#change({ online: false }));
    socket.on('connect', () => void this.#resume());
    return socket;
  }

  /** The connection is back: the session, or the news that it is over. */
  async #resume(): Promise<void> {
    if (this.#state.kind !== 'listening' || this.#state.online) return;
    const { id: sessionId, agentName } = this.#state.session;
    try {
      const { session } = await this.#request('resume', { sessionId });
      // The server was restarted, and whoever has a caller has them still.
      if (session.id !== sessionId) this.#adopt(session);
      this.#told(session);
      this.#change({ online: true });
    } catch (error) {
      const over = error instanceof WireFailure && error.code === 'not-found';
      if (over && this.#state.kind === 'listening' && this.#state.session.id === sessionId)
        this.#end({ kind: 'ended', why: 'lost', agentName });
    }
  }

  /** Without a ticket no media server has the call yet: there is one in a moment. */
  #hear(ticket: string): void {
    const ears = ticket === '' ? null : (this.#openEars?.(ticket) ?? null);
    this.#ears?.close();
    this.#ears = ears;
    ears?.subscribe(() => this.#ears === ears && this.#change(ears.facts()));
  }

  #adopt(session: ListeningSession): void {
    if (this.#state.kind !== 'listening') return;
    const { muted } = this.#state;
    this.#remember(session);
    this.#change({ session });
    this.#hear(session.ticket);
    if (muted) this.#ears?.setMuted(true);
  }

  #told(session: ListeningSession): void {
    if (this.#state.kind !== 'listening' || this.#state.session.id !== session.id) return;
    this.clock.observe(session.now);
    if (this.#ears === null) this.#hear(session.ticket);
    else if (session.ticket !== this.#state.session.ticket) this.#ears.moveTo(session.ticket);
    this.#change({ session });
  }

  async #ask(asking: Asking, act: (sessionId: string) => Promise<void>): Promise<void> {
    if (this.#state.kind !== 'listening' || this.#state.asking !== null) return;
    const { turn, id } = { turn: this.#turn, id: this.#state.session.id };
    this.#change({ asking, error: null });
    const error = await act(id).then(
      () => null,
      (failure: unknown) => failure,
    );
    if (turn === this.#turn) this.#change({ asking: null, error });
  }

  #end(news: ListeningNews | null): void {
    this.#turn += 1;
    this.#ears?.close();
    this.#ears = null;
    this.#openEars = null;
    this.#mouth?.close();
    this.#mouth = null;
    this.#world.memory.set(null);
    if (this.#state.kind !== 'idle' || news !== null) this.#set({ kind: 'idle', news });
  }

  readonly requestFor = <E extends keyof SupervisorToRouting & string>(event: E, message: Parameters<SupervisorToRouting[E]>[0]) =>
    this.#request(event, message);

  #request<E extends keyof SupervisorToRouting & string>(event: E, message: Parameters<SupervisorToRouting[E]>[0]) {
    const socket = this.#socket as unknown as Parameters<typeof browserRequest<RoutingToSupervisor, SupervisorToRouting, E>>[0];
    return this.#world.request<RoutingToSupervisor, SupervisorToRouting, E>(socket, event, message as never);
  }

  #sessionId(): string {
    if (this.#state.kind === 'listening') return this.#state.session.id;
    throw new WireFailure({ code: 'not-found', message: 'You are not listening to this call any more.' });
  }

  #change(change: Partial<Extract<ListeningState, { kind: 'listening' }>>): void {
    if (this.#state.kind === 'listening') this.#set({ ...this.#state, ...change });
  }

  #set(state: ListeningState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

const CONNECT_LIMIT_MS = 8_000;
/** From one page of the room to the next. */
const UNSEEN_LIMIT_MS = 3_000;
