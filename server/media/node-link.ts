import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { io, type Socket } from 'socket.io-client';
import { ulid } from 'ulid';
import type { z } from 'zod';
import type { InstallationClock } from '../clock.ts';
import type { NodeConfig } from '../config.ts';
import { MACHINE_WORD_MS, type MediaWord } from '../protocol/machines.ts';
import {
  AloneEnd,
  AloneOpen,
  type AloneOver,
  Hello,
  NODE_HEARTBEAT_MS,
  NODES_NAMESPACE,
  type NodeToRouting,
  RoomClose,
  RoomFollow,
  type RoomQuality,
  RoomsSync,
  type RoutingToNode,
} from '../protocol/nodes.ts';
import { idsIn } from '../sockets/handle.ts';
import type { LocalNode } from './local-node.ts';
import { type MediaLog, messageOf } from './log.ts';
import { publicKeyOf } from './tickets.ts';

const RETRY_MS = 200;
/** A server that refuses the key does so in a moment, too. */
const REFUSED_RETRY_MS = 2000;
/** After this the next address is tried. */
const CONNECT_LIMIT_MS = 3000;
/** What is not taken is said again, so many at most: what was said of lines is a figure of a report, and no more. */
const MOST_KEPT = 1000;
const ACK_LIMIT_MS = 5000;
/** How often rooms that nobody can close any more are looked for, while the routing server can't be reached. */
const SWEEP_MS = 60_000;

/** What must not be lost with the link. */
type Kept = { event: 'quality'; message: RoomQuality } | { event: 'alone-over'; message: AloneOver };

export type NodeLinkOptions = Pick<NodeConfig, 'id' | 'key' | 'routingUrls' | 'routingCa'> & {
  log: MediaLog;
  /** Hears from the routing server what time it is. */
  clock: InstallationClock;
  /** What the machine says of itself, every few seconds. */
  word: () => MediaWord;
};

/**
 * A media node's link to the routing server that decides: it dials one address after the other until it is taken. While the link is
 * down, the rooms stay as they are.
 */
export class NodeLink {
  readonly #node: LocalNode;
  readonly #options: NodeLinkOptions;
  /** Names this run of the node. */
  readonly #epoch = ulid();
  #socket: Socket<RoutingToNode, NodeToRouting> | null = null;
  #next = 0;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;
  #isSynced = false;
  /** Of the youngest routing server that was here. */
  #lease = 0n;
  #ticketKey: KeyObject | null = null;
  #kept: Kept[] = [];
  #telling = false;
  #refused = '';
  readonly #heartbeat: NodeJS.Timeout;
  readonly #saying: NodeJS.Timeout;
  readonly #sweeping: NodeJS.Timeout;
  #empty = new Set<string>();

  constructor(node: LocalNode, options: NodeLinkOptions) {
    this.#node = node;
    this.#options = options;
    node.service.onEvent((event) => {
      if (event.kind === 'flow') {
        if (this.#isSynced) this.#socket?.emit('flow', { callId: event.callId, parties: event.parties });
      } else {
        const { kind: event_, ...message } = event;
        this.#keep({ event: event_, message });
      }
    });
    this.#heartbeat = setInterval(() => this.tellLoad(), NODE_HEARTBEAT_MS).unref();
    this.#saying = setInterval(() => this.#sayWord(), MACHINE_WORD_MS).unref();
    this.#sweeping = setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  /** Whether a routing server has said what the rooms are to be, and can change it. */
  get isSynced(): boolean {
    return this.#isSynced;
  }

  /** By which tickets are told from forged ones; null before the first link. */
  get ticketKey(): KeyObject | null {
    return this.#ticketKey;
  }

  open(): void {
    const { id: nodeId, key, routingUrls, routingCa, log } = this.#options;
    const url = routingUrls[this.#next % routingUrls.length] ?? '';
    this.#next += 1;
    const socket: Socket<RoutingToNode, NodeToRouting> = io(url + NODES_NAMESPACE, {
      auth: { nodeId, key, epoch: this.#epoch },
      transports: ['websocket'],
      forceNew: true,
      // The next address may be the right one: it is chosen here.
      reconnection: false,
      timeout: CONNECT_LIMIT_MS,
      ...(routingCa === null ? {} : { ca: [...rootCertificates, readFileSync(routingCa, 'utf8')] as never }),
    });
    this.#socket = socket;
    const lost = (reason: string, retryMs = RETRY_MS) => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#isSynced = false;
      socket.disconnect();
      if (reason !== this.#refused) log.warn({ url, reason }, 'Not linked to the routing server');
      this.#refused = reason;
      if (!this.#closed) this.#retry = setTimeout(() => this.open(), retryMs);
    };
    socket.on('connect_error', (error: Error & { data?: { message: string } }) =>
      error.data === undefined ? lost(error.message) : lost(error.data.message, REFUSED_RETRY_MS),
    );
    socket.on('disconnect', (reason) => lost(reason));
    socket.on('hello', (message, answer) => {
      const { lease, ticketKey } = Hello.parse(message);
      // One that was deposed, and does not know it yet.
      if (BigInt(lease) < this.#lease) return lost('a younger routing server was here');
      this.#lease = BigInt(lease);
      this.#ticketKey = publicKeyOf(ticketKey);
      answer({ rooms: this.#node.service.rooms(), load: this.#node.load() });
    });
    this.#on(socket, 'sync', RoomsSync, ({ rooms }) => {
      const wanted = new Set(rooms.map(({ callId }) => callId));
      for (const { callId } of this.#node.service.rooms()) if (!wanted.has(callId)) this.#node.close(callId, 'call-ended');
      for (const room of rooms) this.#follow(room);
      this.#isSynced = true;
      this.#refused = '';
      // What changed since the greeting.
      for (const room of this.#node.service.rooms()) socket.emit('flow', room);
      log.info({ url, rooms: rooms.length }, 'Linked to the routing server');
      this.tellLoad();
      this.#sayWord();
      void this.#tellKept();
    });
    this.#on(socket, 'follow', RoomFollow, (room) => this.#follow(room));
    this.#on(socket, 'close', RoomClose, ({ callId, reason }) => this.#node.close(callId, reason));
    this.#on(socket, 'open-alone', AloneOpen, ({ room, kind, lifeMs }) => {
      if (kind === 'echo') this.#node.openEcho(room, lifeMs, () => this.#keep({ event: 'alone-over', message: { room, recorded: null } }));
      else this.#node.openRecording(room, (recorded) => this.#keep({ event: 'alone-over', message: { room, recorded } }));
    });
    this.#on(socket, 'end-alone', AloneEnd, ({ room }) => this.#node.endAlone(room));
  }

  /** Also once it has changed by more than time. */
  tellLoad(): void {
    if (this.#isSynced) this.#socket?.emit('load', this.#node.load(), this.#options.clock.asking());
  }

  #sayWord(): void {
    if (this.#isSynced) this.#socket?.emit('machine', this.#options.word());
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    clearInterval(this.#heartbeat);
    clearInterval(this.#saying);
    clearInterval(this.#sweeping);
    this.#isSynced = false;
    this.#socket?.disconnect();
    this.#socket = null;
  }

  #on<E extends Exclude<keyof RoutingToNode, 'hello'>>(
    socket: Socket<RoutingToNode, NodeToRouting>,
    event: E,
    schema: z.ZodType<Parameters<RoutingToNode[E]>[0]>,
    run: (message: Parameters<RoutingToNode[E]>[0]) => void,
  ): void {
    (socket as unknown as Socket).on(event as string, (message: unknown) => {
      if (this.#socket !== socket) return;
      const parsed = schema.safeParse(message);
      const { log } = this.#options;
      if (!parsed.success) return log.warn({ event, error: parsed.error.issues[0] }, 'A message of the routing server was not understood');
      try {
        run(parsed.data);
      } catch (error) {
        log.error({ event, ...idsIn(message), error: messageOf(error) }, 'What the routing server said could not be done'); // the other rooms go on
      }
    });
  }

  #follow({ callId, wish, trace }: RoomFollow): void {
    try {
      this.#node.follow(callId, wish, trace);
    } catch (error) {
      this.#options.log.error({ callId, error: messageOf(error) }, 'A room could not be made what it is to be');
    }
  }

  #keep(kept: Kept): void {
    this.#kept.push(kept);
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
    void this.#tellKept();
  }

  /** One after the other, each until it is taken. */
  async #tellKept(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (;;) {
        const [first] = this.#kept;
        const socket = this.#socket;
        if (first === undefined || socket === null || !this.#isSynced) return;
        await (socket as Socket).timeout(ACK_LIMIT_MS).emitWithAck(first.event, first.message);
        if (this.#kept[0] === first) this.#kept.shift();
      }
    } catch {
      // Said again with the next link, or with what is to be said next.
    } finally {
      this.#telling = false;
    }
  }

  /** Nobody says that a conversation is over: a room in which nobody has been for two looks is closed. */
  #sweep(): void {
    if (this.#isSynced) {
      this.#empty.clear();
      return;
    }
    const empty = this.#node.service.rooms().filter(({ parties }) => parties.length === 0);
    for (const { callId } of empty) if (this.#empty.has(callId)) this.#node.close(callId, 'call-ended');
    this.#empty = new Set(empty.map(({ callId }) => callId));
  }
}
