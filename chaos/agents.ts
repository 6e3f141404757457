import type { Socket } from 'socket.io-client';
import type { Ack, AgentId, CallId } from '../server/protocol/common.ts';
import type { Disposition } from '../server/protocol/disposition.ts';
import type { WorkstationState } from '../server/protocol/workstation.ts';
import type { TestAgent } from '../server/testing/started.ts';
import type { Notes } from './notes.ts';
import type { Voice } from './sound/voice.ts';

const ANSWER_LIMIT_MS = 5000;
const STATUS_LIMIT_MS = 60_000;
/** What was not answered is tried again, as a person presses again. */
const AGAIN_EVERY_MS = 250;
type Work = WorkstationState['texts'][number];
type Offer = Extract<Work, { kind: 'offer' }>;
type WrapUp = Extract<Work, { kind: 'wrapup' }>;
/** How far an agent is with a call. */
export type Phase = 'waiting' | 'offered' | 'connecting' | 'connected' | 'wrapup';

/**
 * Takes whatever is offered, talks, hangs up and finishes, for as long as it is there. One who writes talks for a moment; one with a
 * voice until they are told to hang up.
 */
export class ChaosAgent {
  readonly party: string;
  readonly #agent: TestAgent;
  readonly #note: ReturnType<Notes['of']>;
  readonly #offered = new Set<string>();
  /** What is being said and not answered yet. */
  readonly #saying = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  readonly #voice: Voice | null;
  /** As far as they go with a call until they are told otherwise; null: to its end. */
  staysIn: Phase | null = null;
  #isOut = false;
  #wants: 'available' | 'break' | null = null;
  #hangsUp: boolean;

  constructor(agent: TestAgent, party: string, notes: Notes, voice: Voice | null = null) {
    this.#agent = agent;
    this.party = party;
    this.#voice = voice;
    this.#hangsUp = voice === null;
    this.#note = notes.of(party);
    let isAway = false;
    agent.socket.on('disconnect', (reason) => {
      if (reason === 'io client disconnect') return; // they have gone home
      isAway = true;
      this.#note({ kind: 'gone' });
    });
    agent.socket.on('state', (state: WorkstationState) => {
      if (isAway) this.#note({ kind: 'back' });
      isAway = false;
      this.#work(state);
    });
    this.#timer = setInterval(() => agent.state.value && this.#work(agent.state.value), AGAIN_EVERY_MS);
  }

  /** What is on their screen. */
  get inHand(): string[] {
    const state = this.#agent.state.value;
    return state === null
      ? ['nothing that is known']
      : workOf(state).flatMap((work) => (work.kind === 'idle' ? [] : [`${work.callId} in ${work.kind}`]));
  }

  get id(): AgentId {
    return this.#agent.state.value?.agent.id ?? '';
  }

  /** What they have in hand, the call before text conversations. */
  get doing(): { phase: Phase; callId: CallId | null } {
    const state = this.#agent.state.value;
    const [first] = state === null ? [] : workOf(state);
    return first === undefined || first.kind === 'idle'
      ? { phase: 'waiting', callId: null }
      : { phase: phaseOf(first), callId: first.callId };
  }

  /** Their network is out, or there again: their sound is gone with it, and they can do nothing. */
  set isOut(isOut: boolean) {
    this.#isOut = isOut;
    if (isOut) this.#voice?.close();
  }

  /** The call that they are in; null: none. */
  get talksIn(): CallId | null {
    const call = this.#agent.state.value?.work;
    return call?.kind === 'call' && call.phase.kind === 'connected' ? call.callId : null;
  }

  /** Ends what they are in, and whatever comes. */
  hangUp(): void {
    this.#hangsUp = true;
  }

  /** Takes a break, once they have finished what they have in hand. */
  async goesAway(): Promise<void> {
    this.#will('break');
    await this.#agent.status('not-ready', STATUS_LIMIT_MS);
  }

  async available(): Promise<void> {
    this.#will('available');
    await this.#agent.status('available', STATUS_LIMIT_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#voice?.close();
    this.#agent.socket.disconnect();
  }

  /** Tried again until it is so. */
  #will(be: 'available' | 'break'): void {
    this.#wants = be;
    const { value } = this.#agent.state;
    if (value !== null) this.#work(value);
  }

  #work(state: WorkstationState): void {
    if (!this.#agent.socket.connected || this.#isOut) return;
    const inHand = workOf(state);
    const sound = inHand.flatMap((work) => (work.kind === 'call' && work.channel === 'voice' ? [work.ticket] : []));
    if (this.staysIn !== 'connecting') for (const ticket of sound) this.#voice?.open(ticket);
    if (sound.length === 0) this.#voice?.close();
    // A miss, or a connection that was gone for long, has taken them out.
    const { status } = state;
    const is = status.kind === 'not-ready' ? status.code : status.kind;
    if (this.#wants !== null && this.#wants !== is && inHand.length === 0) void this.#say('status', 'set-status', { status: this.#wants });
    for (const work of inHand) {
      if (work.kind === 'offer') this.#seeOffer(work);
      if (work.kind === 'idle' || phaseOf(work) === this.staysIn) continue;
      if (work.kind === 'offer') void this.#accept(work);
      if (work.kind === 'call' && work.phase.kind === 'connected' && this.#hangsUp)
        void this.#say(`hang-up ${work.callId}`, 'hang-up', { callId: work.callId }, () =>
          this.#note({ kind: 'hung-up', callId: work.callId }),
        );
      if (work.kind === 'wrapup') void this.#finish(work);
    }
  }

  #seeOffer({ callId, reservationId }: Offer): void {
    if (!this.#offered.has(reservationId)) this.#note({ kind: 'offered', callId, reservationId });
    this.#offered.add(reservationId);
  }

  async #accept({ callId, reservationId, token }: Offer): Promise<void> {
    await this.#say(`accept ${reservationId}`, 'accept', { reservationId, token }, () =>
      this.#note({ kind: 'accepted', callId, reservationId }),
    );
  }

  async #finish({ callId, dispositions }: WrapUp): Promise<void> {
    const message = { callId, disposition: leafOf(dispositions), notes: '', followUp: null };
    await this.#say(`finish ${callId}`, 'finish-wrapup', message, () => this.#note({ kind: 'finished', callId }));
  }

  /** Says it unless it is being said. */
  async #say(name: string, event: string, message: object, onDone: () => void = () => {}): Promise<void> {
    if (this.#saying.has(name)) return;
    this.#saying.add(name);
    try {
      const socket: Socket = this.#agent.socket;
      const ack: Ack = await socket.timeout(ANSWER_LIMIT_MS).emitWithAck(event, message);
      if (ack.ok) onDone();
    } catch {
      // Whether it was heard shows in the state that comes next.
    } finally {
      this.#saying.delete(name);
    }
  }
}

const workOf = ({ work, texts }: WorkstationState): Work[] => [...(work.kind === 'idle' ? [] : [work]), ...texts];

function phaseOf(work: Exclude<Work, { kind: 'idle' }>): Phase {
  if (work.kind === 'offer') return 'offered';
  return work.kind === 'call' ? (work.phase.kind === 'connected' ? 'connected' : 'connecting') : 'wrapup';
}

function leafOf([first]: readonly Disposition[]): string[] {
  return first === undefined ? [] : [first.name, ...leafOf(first.children)];
}
