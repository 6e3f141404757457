import type { Socket } from 'socket.io-client';
import type { CallAction } from '../../../server/protocol/conversation.ts';
import type { CreateCustomer, LinkCustomer, MergeCustomers, UpdateCustomer } from '../../../server/protocol/customers.ts';
import type { SaveNotes } from '../../../server/protocol/desk.ts';
import type { Say, Texts } from '../../../server/protocol/texts.ts';
import type {
  CtiToWorkstation,
  FinishWrapup,
  ReservationRef,
  SetStatus,
  WorkstationState,
  WorkstationToCti,
} from '../../../server/protocol/workstation.ts';
import { backgroundTimers, type Timers } from '../../lib/background-timers.ts';
import type { ServerClock } from '../../lib/clock.ts';
import { request } from '../../lib/request.ts';
import type { Link } from './view-model.ts';

export type WorkstationSocket = Socket<CtiToWorkstation, WorkstationToCti>;
export interface Snapshot {
  link: Link;
  /** The last known state; it stays in sight while the connection is lost. */
  state: WorkstationState | null;
}

/** The center asks every 2 s whether we are there. Silence for longer means a line that is dead without knowing it. */
const SILENCE_MS = 6_000;
/** When the browser says that it has no network: it may be mistaken, so a last word is waited for. */
const DOUBT_MS = 2_200;
const RETRY_MS = 1_500;

const nothing = (): void => undefined;
const always = () => Promise.resolve(true);

/** This workstation at its center: holds the socket, the last state, and what can be asked for. */
export class WorkstationConnection {
  private snapshot: Snapshot = { link: { kind: 'connecting' }, state: null };
  private readonly listeners = new Set<() => void>();
  private readonly textListeners = new Set<(message: Texts) => void>();
  private readonly socket: WorkstationSocket;
  private readonly clock: ServerClock;
  private lastRev = Number.NEGATIVE_INFINITY;
  private readonly timers: Timers;
  private stopSilence = nothing;
  private stopRetry = nothing;
  private mayGo = always;

  /** The timers go on while nobody looks at the tab: that is when a lost line would not be noticed. */
  constructor(socket: WorkstationSocket, clock: ServerClock, timers: Timers = backgroundTimers) {
    this.socket = socket;
    this.clock = clock;
    this.timers = timers;
    socket.on('connect', () => this.connected());
    socket.on('disconnect', (reason) => this.disconnected(reason));
    socket.on('connect_error', (error) => this.refused(error));
    socket.on('state', (state) => this.take(state));
    socket.on('texts', (message) => {
      for (const listener of this.textListeners) listener(message);
    });
    socket.on('probe', (answer) => {
      answer();
      this.heard();
    });
    socket.on('taken-over', () => {
      this.set({ link: { kind: 'taken-over' } });
      socket.disconnect();
    });
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };
  readonly get = () => this.snapshot;

  /** Hears new texts of the conversation in hand. */
  readonly onTexts = (listener: (message: Texts) => void) => {
    this.textListeners.add(listener);
    return () => {
      this.textListeners.delete(listener);
    };
  };

  /** Before the agent becomes available out of nothing, what was given to `checkFirst` must allow it; else nothing is changed. */
  setStatus = async (status: SetStatus['status']): Promise<void> => {
    const atRest = this.snapshot.state?.work.kind === 'idle';
    if (status === 'available' && atRest && !(await this.mayGo())) return;
    await request(this.socket, 'set-status', { status });
  };
  /** Returns how to take it back. */
  readonly checkFirst = (mayGo: () => Promise<boolean>) => {
    this.mayGo = mayGo;
    return () => {
      if (this.mayGo === mayGo) this.mayGo = always;
    };
  };
  /** For a call to oneself through the media server. */
  echoTicket = () => request(this.socket, 'echo-ticket', {});
  accept = (offer: ReservationRef) => request(this.socket, 'accept', { reservationId: offer.reservationId, token: offer.token });
  decline = (offer: ReservationRef) => request(this.socket, 'decline', { reservationId: offer.reservationId, token: offer.token });
  hangUp = (callId: string) => request(this.socket, 'hang-up', { callId });
  /** Hold, transfer, consult, conference: see CallAction. */
  control = (callId: string, action: CallAction) => request(this.socket, 'control', { callId, action });
  /** Where the call can be sent now. */
  directory = (callId: string) => request(this.socket, 'directory', { callId });
  say = (callId: string, message: Say) => request(this.socket, 'say', { callId, ...message });
  textsAfter = (callId: string, after: number) => request(this.socket, 'texts-after', { callId, after });
  /** Takes back what was chosen for after the call. */
  takeBackStatus = () => request(this.socket, 'take-back-status', {});
  searchCustomers = (query: string) => request(this.socket, 'search-customers', { query });
  readCustomer = (customerId: string) => request(this.socket, 'read-customer', { customerId });
  createCustomer = (customer: CreateCustomer) => request(this.socket, 'create-customer', customer);
  updateCustomer = (change: UpdateCustomer) => request(this.socket, 'update-customer', change);
  linkCustomer = (link: LinkCustomer) => request(this.socket, 'link-customer', link);
  mergeCustomers = (merging: MergeCustomers) => request(this.socket, 'merge-customers', merging);
  saveNotes = (notes: SaveNotes) => request(this.socket, 'save-notes', notes);
  myDay = () => request(this.socket, 'my-day', {});
  myFollowUps = () => request(this.socket, 'my-follow-ups', {});
  finishFollowUp = (followUpId: string) => request(this.socket, 'finish-follow-up', { followUpId });
  extendWrapup = (callId: string) => request(this.socket, 'extend-wrapup', { callId });
  finishWrapup = (wrapup: FinishWrapup) => request(this.socket, 'finish-wrapup', wrapup);
  dismissMessage = (messageId: string) => request(this.socket, 'dismiss-message', { messageId });
  signOut = () => request(this.socket, 'sign-out', {});

  /** Connects again after another workstation took over, or after a refusal. */
  useThisOne = () => {
    this.set({ link: { kind: 'connecting' } });
    this.socket.connect();
  };

  /** The browser says that its network is gone. */
  readonly doubt = (): void => {
    if (this.snapshot.link.kind === 'up') this.expectWithin(DOUBT_MS);
  };

  close(): void {
    this.stopSilence();
    this.stopRetry();
    this.socket.removeAllListeners();
    this.socket.disconnect();
  }

  private connected(): void {
    // Numbers run on within one connection only: the center may have been started anew.
    this.lastRev = Number.NEGATIVE_INFINITY;
    this.heard();
  }

  private take(state: WorkstationState): void {
    this.heard();
    if (state.rev < this.lastRev) return;
    this.lastRev = state.rev;
    this.clock.observe(state.now);
    this.set({ link: { kind: 'up' }, state });
  }

  private disconnected(reason: string): void {
    this.stopSilence();
    if (this.snapshot.link.kind === 'taken-over') return;
    this.lose();
    // Socket.IO comes back by itself, but not when the other side has closed it on purpose.
    if (reason === 'io server disconnect') this.tryAgain();
  }

  private refused(error: Error): void {
    // Still active: the server was not reached at all, and Socket.IO goes on trying.
    if (this.socket.active) return this.lose();
    const code = refusalCode(error);
    if (code === 'not-signed-in') {
      window.location.assign(`/login?next=${encodeURIComponent(window.location.pathname)}`);
    } else if (code === 'forbidden') {
      this.set({ link: { kind: 'refused' } });
    } else {
      this.lose();
      this.tryAgain();
    }
  }

  private lose(): void {
    const { link, state } = this.snapshot;
    // Before the first state there is nothing to lose: the page says that it is connecting.
    if (link.kind === 'lost' || state === null) return;
    this.set({ link: { kind: 'lost', since: Date.now() } });
  }

  private tryAgain(): void {
    this.stopRetry();
    this.stopRetry = this.timers.after(RETRY_MS, () => this.socket.connect());
  }

  private heard(): void {
    this.expectWithin(SILENCE_MS);
  }

  private expectWithin(ms: number): void {
    this.stopSilence();
    this.stopSilence = this.timers.after(ms, () => {
      this.socket.disconnect();
      this.socket.connect();
    });
  }

  private set(change: Partial<Snapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    for (const listener of this.listeners) listener();
  }
}

function refusalCode(error: Error & { data?: unknown }): string {
  const { data } = error;
  return typeof data === 'object' && data !== null && 'code' in data ? String(data.code) : error.message;
}
