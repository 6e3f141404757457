import type { NodeLoad } from '../protocol/nodes.ts';
import type { Traceparent } from '../protocol/trace.ts';
import type { RoomSpans } from '../traces/room-spans.ts';
import type { MediaNode, Recorded, RoomWish } from './port.ts';
import { Recorder } from './recorder.ts';
import type { MediaService } from './service.ts';

/** The media workers of this process as a media node. */
export class LocalNode implements MediaNode {
  readonly service: MediaService;
  readonly recorder: Recorder;
  /** No new rooms, since this process is about to end. */
  draining = false;

  readonly #spans: RoomSpans | null;

  /** @param spans where traces are on */
  constructor(service: MediaService, spans: RoomSpans | null = null) {
    this.service = service;
    this.recorder = new Recorder(service);
    this.#spans = spans;
    if (spans !== null) service.onEvent((event) => event.kind === 'flow' && spans.flow(event.callId, event.parties));
  }

  follow(callId: string, wish: RoomWish, trace?: Traceparent): void {
    this.#spans?.opened(callId, trace);
    this.service.follow(callId, wish);
  }

  close(callId: string, reason: 'call-ended' | 'moved'): void {
    this.service.closeCall(callId, reason);
    this.#spans?.closed(callId, reason);
  }

  openEcho(room: string, lifeMs: number, onOver: () => void): void {
    this.service.openEcho(room, lifeMs, onOver);
  }

  openRecording(room: string, onOver: (recorded: Recorded | null) => void): void {
    this.recorder.open(room, onOver);
  }

  endAlone(room: string): void {
    this.service.closeCall(room);
  }

  load(): NodeLoad {
    const { calls, parties } = this.service.stats();
    return { rooms: calls, parties, draining: this.draining };
  }
}
