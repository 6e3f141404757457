import type { Namespace, Socket } from 'socket.io';
import type { TimeTold } from '../protocol/common.ts';
import { MediaWord } from '../protocol/machines.ts';
import type { NodeId } from '../protocol/media.ts';
import {
  AloneOver,
  NodeAuth,
  NodeLoad,
  NodeRoom,
  NodeState,
  type NodeToRouting,
  RoomQuality,
  type RoutingToNode,
} from '../protocol/nodes.ts';
import { Failure } from '../sockets/failure.ts';
import { handle, refuseConnection, type SocketLog } from '../sockets/handle.ts';
import { keyMatches } from '../sockets/keys.ts';
import type { LinkNotes } from '../system/link-notes.ts';
import { RemoteNode } from './remote-node.ts';
import type { MediaRooms } from './rooms.ts';

type NoEvents = Record<string, never>;
/** `keyHash`: of the key by which it was let in. */
type NodeData = { nodeId: NodeId; run: string; keyHash: string };
type NodeSocket = Socket<NodeToRouting, RoutingToNode, NoEvents, NodeData>;
export type NodeNamespace = Namespace<NodeToRouting, RoutingToNode, NoEvents, NodeData>;

const HELLO_LIMIT_MS = 5000;
/** Whoever closes its link is there no more, or not for long; any other end may be that of a network. */
const CLOSED_BY_NODE = new Set(['transport close', 'transport error', 'client namespace disconnect']);

export interface NodeGatewayOptions {
  namespace: NodeNamespace;
  rooms: MediaRooms;
  /** sha256 of the keys that are good for a node now, hex. */
  keyHashesOf: (nodeId: NodeId) => Promise<readonly string[]>;
  /** In whose name this server decides. */
  lease: bigint;
  /** By which tickets are told from forged ones, raw Ed25519, base64url. */
  ticketKey: string;
  now: () => number;
  notes: LinkNotes<'media'>;
  log: SocketLog & { info(details: object, message: string): void };
}

/** The links from media nodes: what happens in their rooms comes in, what the rooms are to be goes out. */
export class NodeGateway {
  readonly #options: NodeGatewayOptions;
  readonly #links = new Map<NodeId, NodeSocket>();

  constructor(options: NodeGatewayOptions) {
    this.#options = options;
    options.namespace.use((socket, next) => {
      this.#admit(socket).then(
        () => next(),
        (error: unknown) => next(refuseConnection(error instanceof Failure ? error : failed(error, options.log))),
      );
    });
    options.namespace.on('connection', (socket: NodeSocket) => {
      this.#linked(socket).catch((error: unknown) => {
        options.log.warn({ node: socket.data.nodeId, err: error }, 'A media node did not say which rooms it has');
        socket.disconnect(true);
      });
    });
  }

  /** A node whose key is not good any more is let go. To be called after each change of keys. */
  async recheck(nodeId: NodeId): Promise<void> {
    const socket = this.#links.get(nodeId);
    if (socket && !(await this.#options.keyHashesOf(nodeId)).includes(socket.data.keyHash)) socket.disconnect(true);
  }

  /** The hash of the key by which a node is linked now; null: it is not. */
  linkedBy(nodeId: NodeId): string | null {
    return this.#links.get(nodeId)?.data.keyHash ?? null;
  }

  async #admit(socket: NodeSocket): Promise<void> {
    const { keyHashesOf, log } = this.#options;
    const auth = NodeAuth.safeParse(socket.handshake.auth);
    const keyHash = auth.success ? (await keyHashesOf(auth.data.nodeId)).find((hash) => keyMatches(auth.data.key, hash)) : undefined;
    if (!auth.success || keyHash === undefined) {
      log.warn({ node: auth.data?.nodeId, address: socket.handshake.address }, 'Media node refused: no such node and key');
      throw new Failure('forbidden', 'No such media node and key');
    }
    socket.data = { nodeId: auth.data.nodeId, run: auth.data.epoch, keyHash };
  }

  async #linked(socket: NodeSocket): Promise<void> {
    const { rooms, lease, ticketKey, notes, now, log } = this.#options;
    const { nodeId, run, keyHash } = socket.data;
    const answer = await socket.timeout(HELLO_LIMIT_MS).emitWithAck('hello', { lease: String(lease), ticketKey });
    const state = NodeState.parse(answer);
    if (!socket.connected) return;
    const node = new RemoteNode((event, message) => void socket.emit(event, ...([message] as never)), state.load);
    // One link a node: the newer one is the living one.
    const before = this.#links.get(nodeId);
    this.#links.set(nodeId, socket);
    notes.linked(nodeId, keyHash);
    socket.on('disconnect', (reason) => {
      log.warn({ node: nodeId, reason }, 'The link of a media node is down');
      if (this.#links.get(nodeId) === socket) {
        this.#links.delete(nodeId);
        notes.unlinked(nodeId, keyHash);
      }
      node.lost();
      rooms.unlinked(nodeId, node, !CLOSED_BY_NODE.has(reason) && reason !== 'server namespace disconnect');
    });
    const plain = socket as unknown as Socket;
    const peer = { peer: 'center' } as const;
    const heard = (load: NodeLoad) => {
      node.heard(load);
      rooms.nodes.heard(nodeId, load);
      return { at: now() } satisfies TimeTold;
    };
    handle(plain, 'load', NodeLoad, log, heard, peer);
    const machine = (word: MediaWord) => void (this.#links.get(nodeId) === socket && notes.word(nodeId, word));
    handle(plain, 'machine', MediaWord, log, machine, peer);
    handle(plain, 'flow', NodeRoom, log, (room) => rooms.take(nodeId, { kind: 'flow', ...room }), peer);
    handle(plain, 'quality', RoomQuality, log, (quality) => rooms.take(nodeId, { kind: 'quality', ...quality }), peer);
    handle(plain, 'alone-over', AloneOver, log, (over) => node.aloneOver(over), peer);
    socket.emit('sync', { rooms: rooms.linked(nodeId, node, state) });
    before?.disconnect(true);
    log.info({ node: nodeId, run, rooms: state.rooms.length }, 'A media node has linked');
  }
}

function failed(error: unknown, log: SocketLog): Failure {
  log.error({ err: error }, 'A media node’s key could not be looked up');
  return new Failure('unavailable', 'The key can’t be checked at the moment');
}
