import { randomInt } from 'node:crypto';
import { LONGEST_RECORDING_MS } from '../protocol/message-limits.ts';
import { type OpusPacket, oggOpus, SAMPLES_PER_MS } from './ogg-opus.ts';
import type { Recorded } from './port.ts';
import type { MediaService } from './service.ts';

/** At 510 kbit/s, the most that Opus takes, three minutes would be 11 MB; speech takes a tenth of this. */
const MOST_BYTES = 1.75 * 1024 * 1024;

/** Makes files of what is said in rooms of one party, for three minutes from the first sound at most. */
export class Recorder {
  readonly #media: MediaService;
  readonly #open = new Map<string, OpusPacket[]>();

  constructor(media: MediaService) {
    this.#media = media;
  }

  /** @param onOver called once, when the party has left, the room was closed or the time is over; null when nothing was heard */
  open(room: string, onOver: (recorded: Recorded | null) => void): void {
    const packets: OpusPacket[] = [];
    let bytes = 0;
    let timer: NodeJS.Timeout | undefined;
    this.#open.set(room, packets);
    const take = (packet: OpusPacket) => {
      timer ??= setTimeout(() => this.#media.closeCall(room), LONGEST_RECORDING_MS).unref();
      packets.push(packet);
      bytes += packet.payload.length;
      if (bytes > MOST_BYTES) this.#media.closeCall(room);
    };
    this.#media.openRecording(room, take, () => {
      clearTimeout(timer);
      if (this.#open.delete(room)) onOver(oggOpus(packets, { serial: randomInt(2 ** 32), samples: LONGEST_RECORDING_MS * SAMPLES_PER_MS }));
    });
  }

  /** How many packets of recordings that go on have come so far. */
  get packets(): number {
    return [...this.#open.values()].reduce((sum, packets) => sum + packets.length, 0);
  }
}
