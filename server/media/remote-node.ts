import type { AloneOver, NodeLoad, RoutingToNode } from '../protocol/nodes.ts';
import type { Traceparent } from '../protocol/trace.ts';
import type { MediaNode, Recorded, RoomWish } from './port.ts';
import { wireWish } from './rooms.ts';

/** What is said to the node: a socket's `emit`. */
type Emit = <E extends Exclude<keyof RoutingToNode, 'hello'>>(event: E, message: Parameters<RoutingToNode[E]>[0]) => void;

/** A recording's time is the node's business; a room that it forgets is not waited for for ever. */
const LONGEST_ALONE_MS = 300_000;

/** A media node on another machine, over its link. With the link the rooms of one party are lost. */
export class RemoteNode implements MediaNode {
  readonly #emit: Emit;
  readonly #alone = new Map<string, (recorded: Recorded | null) => void>();
  #load: NodeLoad;

  constructor(emit: Emit, load: NodeLoad) {
    this.#emit = emit;
    this.#load = load;
  }

  follow(callId: string, wish: RoomWish, trace?: Traceparent): void {
    this.#emit('follow', { callId, wish: wireWish(wish), ...(trace && { trace }) });
  }

  close(callId: string, reason: 'call-ended' | 'moved'): void {
    this.#emit('close', { callId, reason });
  }

  openEcho(room: string, lifeMs: number, onOver: () => void): void {
    this.#alone.set(room, onOver);
    this.#emit('open-alone', { room, kind: 'echo', lifeMs });
  }

  openRecording(room: string, onOver: (recorded: Recorded | null) => void): void {
    this.#alone.set(room, onOver);
    this.#emit('open-alone', { room, kind: 'recording', lifeMs: LONGEST_ALONE_MS });
  }

  endAlone(room: string): void {
    if (this.#alone.has(room)) this.#emit('end-alone', { room });
  }

  /** The node says that a room of one party is over. Twice is fine. */
  aloneOver({ room, recorded }: AloneOver): void {
    const onOver = this.#alone.get(room);
    this.#alone.delete(room);
    onOver?.(recorded && { bytes: Buffer.from(recorded.bytes), durationMs: recorded.durationMs });
  }

  heard(load: NodeLoad): void {
    this.#load = load;
  }

  load(): NodeLoad {
    return this.#load;
  }

  /** The link is down. */
  lost(): void {
    for (const room of [...this.#alone.keys()]) this.aloneOver({ room, recorded: null });
  }
}
