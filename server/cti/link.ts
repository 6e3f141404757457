import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { InstallationClock } from '../clock.ts';
import type { Ack, AgentId, CenterId } from '../protocol/common.ts';
import {
  type AgentReport,
  AgentWork,
  type CallVolume,
  type CtiToRouting,
  LINK_NAMESPACE,
  type RoutingToCti,
  type SayFromAgent,
  shiftWork,
  type TextsAfterForAgent,
  TextsForAgent,
  Waiting,
} from '../protocol/link.ts';
import { type CenterWord, MACHINE_WORD_MS } from '../protocol/machines.ts';
import { Supervise } from '../protocol/supervision.ts';
import type { CallText } from '../protocol/texts.ts';
import { Failure, failureOf } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';
import { parse } from '../sockets/parse.ts';

/** At least this often something is reported, so that the routing server knows that the center is there. */
const HEARTBEAT_MS = 2000;
/** Changes within this time are one report. */
const COALESCE_MS = 20;
const ANSWER_LIMIT_MS = 8000;
const TOLD_LIMIT_MS = 1000;
const RETRY_MS = 200;
/** A server that refuses the key does so in a moment, too. */
const REFUSED_RETRY_MS = 2000;
const CLOSED_RETRY_MS = 1000;
/** After this the next address is tried. */
const CONNECT_LIMIT_MS = 5000;

export interface LinkOptions {
  centerId: CenterId;
  key: string;
  /** Names this run of the CTI processor. */
  epoch: string;
  now: () => number;
  /** Of a center on machines of its own: it hears from the routing server what time it is. */
  clock?: InstallationClock | undefined;
  log: SocketLog & { info(details: object, message: string): void };
  /** The center's activity at this moment. */
  activity: () => { agents: AgentReport[]; volume: CallVolume };
  onWork: (message: AgentWork) => void;
  /** null: the routing server can't be reached. */
  onWaiting: (queues: Waiting['queues'] | null) => void;
  /** New texts of the conversation that an agent is in. */
  onTexts: (message: TextsForAgent) => void;
  /** A supervisor acts on agents of the center. @throws Failure when it is refused */
  onSupervise: (message: Supervise) => Promise<void>;
  /** What a center on a machine of its own says of that, every few seconds. */
  word?: (() => Promise<CenterWord>) | undefined;
  /** The installation's people, skills or customers may be other than they were: at each link, and when it says so. */
  onStaffChanged?: (() => void) | undefined;
  /** The link is up: resolves when the routing server has been told what has to come before any report. */
  beforeReports: () => Promise<void>;
  /** The routing server has taken a snapshot, and has said what it holds for the center's agents. */
  onSynced: () => void;
}

type Answer = Exclude<keyof CtiToRouting, 'report' | 'machine'>;
type Answered<E extends Answer> = Extract<Parameters<Parameters<CtiToRouting[E]>[1]>[0], { ok: true }>['data'];

/**
 * The center's link to the routing server: numbered reports up, agents' work down.
 * It is down until `open` is called.
 */
export class RoutingLink {
  readonly #options: LinkOptions;
  #socket: Socket<RoutingToCti, CtiToRouting> | null = null;
  readonly #reported = new Map<AgentId, { facts: string; answeredAt: number | null }>();
  #seq = 0;
  /** The last report has been taken, or refused. */
  #answered: Promise<void> = Promise.resolve();
  #pending: NodeJS.Timeout | null = null;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #saying: NodeJS.Timeout | undefined;
  /** When the routing server took a report last. */
  #takenAt: number | null = null;
  /** While what comes before reports is being told. */
  #holding: Promise<void> | null = null;
  #urls: readonly string[] = [];
  /** Which of them is tried, or is linked to. */
  #turn = 0;
  #retry: NodeJS.Timeout | undefined;
  /** Why it was not taken the last time, so that the log has it once. */
  #refused = '';
  #closed = false;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#heartbeat = setInterval(() => this.#report('changes'), HEARTBEAT_MS);
    if (options.word) this.#saying = setInterval(() => this.#sayWord(), MACHINE_WORD_MS);
  }

  /**
   * Links to the routing server that decides, at one of these addresses, for instance `http://127.0.0.1:3000`: where one stands by,
   * is gone or refuses, the next is tried. It keeps coming back.
   */
  open(urls: readonly string[]): void {
    this.#urls = urls;
    this.#dial();
  }

  /** Where the routing server that decides is linked to; null while none is. */
  get url(): string | null {
    return this.isUp ? (this.#urls[this.#turn % this.#urls.length] ?? null) : null;
  }

  /** Whether the routing server can be reached. */
  get isUp(): boolean {
    return this.#socket?.connected ?? false;
  }

  /** How long ago the routing server took a report, ms; null: it has taken none yet. */
  get dataAgeMs(): number | null {
    return this.#takenAt === null ? null : Math.max(0, this.#options.now() - this.#takenAt);
  }

  #dial(): void {
    const options = this.#options;
    const { centerId, key, epoch, log } = options;
    const url = this.#urls[this.#turn % this.#urls.length] ?? '';
    const socket: Socket<RoutingToCti, CtiToRouting> = io(url + LINK_NAMESPACE, {
      auth: { centerId, key, epoch },
      transports: ['websocket'],
      forceNew: true,
      // The next address may be the right one: it is chosen here.
      reconnection: false,
      timeout: CONNECT_LIMIT_MS,
    });
    this.#socket = socket;
    const again = (afterMs: number) => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      socket.disconnect();
      if (!this.#closed) this.#retry = setTimeout(() => this.#dial(), afterMs);
    };
    socket.on('connect', () => {
      this.#refused = '';
      options.onStaffChanged?.();
      this.#sayWord();
      const holding = options.beforeReports().finally(() => {
        if (this.#holding === holding) this.#holding = null;
      });
      this.#holding = holding;
      log.info({ url }, 'Linked to the routing server');
    });
    socket.on('connect_error', (error: Error & { data?: { message: string } }) => {
      const reason = error.data?.message ?? error.message;
      if (reason !== this.#refused) log.warn({ url, reason }, 'The routing server does not take the link');
      this.#refused = reason;
      this.#turn += 1;
      again(error.data === undefined ? RETRY_MS : REFUSED_RETRY_MS);
    });
    socket.on('disconnect', (reason) => {
      if (this.#socket !== socket) return;
      log.warn({ url, reason }, 'The link to the routing server is down');
      options.onWaiting(null);
      // The server closed it: another link of this center, or a shutdown.
      again(reason === 'io server disconnect' ? CLOSED_RETRY_MS : RETRY_MS);
    });
    socket.on('snapshot-please', () => void (this.#holding ?? Promise.resolve()).then(() => this.#report('snapshot')));
    socket.on('staff-changed', () => options.onStaffChanged?.());
    socket.on('work', (message) => {
      const parsed = AgentWork.safeParse(message);
      if (!parsed.success) return log.warn({ error: parsed.error.issues[0] }, 'Work from the routing server was not understood');
      const shift = options.now() - parsed.data.at;
      const works = parsed.data.works.map(({ token, work }) => ({ token, work: shiftWork(work, shift) }));
      options.onWork({ ...parsed.data, works });
    });
    socket.on('waiting', (message) => {
      const parsed = Waiting.safeParse(message);
      if (!parsed.success) return log.warn({ error: parsed.error.issues[0] }, 'Waiting calls from the routing server were not understood');
      const shift = options.now() - parsed.data.at;
      options.onWaiting(parsed.data.queues.map((queue) => ({ ...queue, oldestEnqueuedAt: queue.oldestEnqueuedAt + shift })));
    });
    socket.on('texts', (message) => {
      const parsed = TextsForAgent.safeParse(message);
      if (!parsed.success) return log.warn({ error: parsed.error.issues[0] }, 'Texts from the routing server were not understood');
      options.onTexts({ ...parsed.data, texts: this.#onOurClock(parsed.data.texts, parsed.data.at) });
    });
    socket.on('supervise', async (message, ack) => ack(await this.#supervised(message)));
  }

  /** An agent has gone from the center: only a snapshot can say so. */
  agentGone(): void {
    this.#report('snapshot');
  }

  /** Something in the center's activity has changed; it is reported in a moment. */
  changed(): void {
    this.#pending ??= setTimeout(() => this.#report('changes'), COALESCE_MS);
  }

  /** Reports what has changed now; resolves once the routing server knows, or after a second if it can't be reached. */
  async told(): Promise<void> {
    if (this.#pending) this.#report('changes');
    await Promise.race([this.#answered, delay(TOLD_LIMIT_MS, undefined, { ref: false })]);
  }

  /**
   * Tells the routing server what an agent has decided, or asks it something for them.
   * @throws Failure as the routing server refuses it, or `unavailable` when it can't be reached
   */
  async answer<E extends Answer>(event: E, message: Parameters<CtiToRouting[E]>[0]): Promise<Answered<E>> {
    if (!this.#socket?.connected) throw unreachable();
    let ack: Ack<Answered<E>>;
    try {
      const socket: Socket = this.#socket;
      ack = await socket.timeout(ANSWER_LIMIT_MS).emitWithAck(event, message);
    } catch {
      throw unreachable();
    }
    if (!ack.ok) throw failureOf(ack.error);
    return ack.data;
  }

  async say(message: SayFromAgent): Promise<CallText> {
    const { text, at } = await this.answer('say', message);
    return { ...text, at: text.at + this.#options.now() - at };
  }

  async textsAfter(message: TextsAfterForAgent): Promise<CallText[]> {
    const { texts, at } = await this.answer('texts-after', message);
    return this.#onOurClock(texts, at);
  }

  #sayWord(): void {
    const { word, log } = this.#options;
    const socket = this.#socket;
    if (!word || !socket?.connected) return;
    word().then(
      (message) => socket.connected && socket.emit('machine', message),
      (error: unknown) => log.error({ err: error }, 'The center could not say how it is'),
    );
  }

  async #supervised(message: unknown): Promise<Ack> {
    try {
      await this.#options.onSupervise(parse(Supervise, message));
      return { ok: true, data: {} };
    } catch (error) {
      if (error instanceof Failure) return { ok: false, error: error.toWire() };
      this.#options.log.error({ err: error }, 'What a supervisor asked for failed');
      return { ok: false, error: { code: 'internal', message: 'Something went wrong on our side' } };
    }
  }

  /** Texts as told at `at` on the routing server's clock. */
  #onOurClock(texts: readonly CallText[], at: number): CallText[] {
    const shift = this.#options.now() - at;
    return texts.map((text) => ({ ...text, at: text.at + shift }));
  }

  close(): void {
    clearInterval(this.#heartbeat);
    clearInterval(this.#saying);
    if (this.#pending) clearTimeout(this.#pending);
    clearTimeout(this.#retry);
    this.#closed = true;
    this.#socket?.disconnect();
  }

  #report(kind: 'snapshot' | 'changes'): void {
    if (this.#pending) clearTimeout(this.#pending);
    this.#pending = null;
    const link = this.#socket;
    if (!link?.connected || this.#holding !== null) return;
    const { agents, volume } = this.#options.activity();
    if (kind === 'snapshot') this.#reported.clear();
    const answered: Record<AgentId, number> = {};
    const changed = agents.filter((agent) => {
      const { answeredAt, ...rest } = agent;
      const known = this.#reported.get(agent.id);
      const facts = JSON.stringify(rest);
      this.#reported.set(agent.id, { facts, answeredAt });
      if (known?.facts !== facts) return true;
      if (answeredAt !== null && known.answeredAt !== answeredAt) answered[agent.id] = answeredAt;
      return false;
    });
    this.#seq += 1;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#answered = promise;
    const hearTime = this.#options.clock?.asking();
    link.emit('report', { seq: this.#seq, at: this.#options.now(), kind, agents: changed, answered, volume }, (ack) => {
      hearTime?.(ack);
      if (ack.ok) this.#takenAt = this.#options.now();
      if (ack.ok && kind === 'snapshot') this.#options.onSynced();
      resolve();
      // On a gap the server asks for a snapshot by itself.
      if (!ack.ok && ack.error.code !== 'gap') this.#options.log.warn({ error: ack.error }, 'A report was refused');
    });
  }
}

const unreachable = () => new Failure('unavailable', 'The routing server can’t be reached. Your call goes on; try again in a moment.');
