import { leadsElsewhere, placeOf } from '../../app/lib/media/ticket-place.ts';
import { Peer } from '../../server/media/testing/peer.ts';
import { Hearing, type Said } from './hearing.ts';

const PACKET_MS = 20;

/**
 * A party's sound: says a packet every 20 ms from its first ticket to its end, each with its name and the packet's number, and
 * keeps what it hears of the other. Stays in the call as the pages do: it comes back from lost connections, asks for media anew,
 * and goes where the ticket leads.
 */
export class Voice implements Said {
  readonly name: string;
  /** Of the other party; null before `hears`. */
  hearing: Hearing | null = null;
  of: string | null = null;
  /** When it was told to join (anew), and when that its media is gone, ms of this process. */
  readonly joined: number[] = [];
  readonly lost: number[] = [];
  readonly #origin: string;
  readonly #saidAt: number[] = [];
  #peer: Peer | null = null;
  #next: Peer | null = null;
  #ticket = '';

  #timer: NodeJS.Timeout | null = null;

  /** @param origin of the page: where media is that a ticket names no place of */
  constructor(name: string, origin: string) {
    this.name = name;
    this.#origin = origin;
  }

  get count(): number {
    return this.#saidAt.length;
  }

  saidAt(n: number): number {
    return this.#saidAt[n] ?? Number.NaN;
  }

  /** From now on what comes of the other one counts. */
  hears(other: Voice, stoodStill: (from: number, to: number) => number): void {
    this.of = other.name;
    this.hearing = new Hearing(other, stoodStill);
  }

  /** The newest ticket of the call, as often as it is told. */
  open(ticket: string): void {
    if (ticket === '' || ticket === this.#ticket) return;
    if (this.#peer !== null && !leadsElsewhere(ticket, this.#ticket)) return;
    this.#ticket = ticket;
    if (this.#peer === null) {
      this.#peer = this.#join(ticket);
      this.#timer = setInterval(() => this.#say(), PACKET_MS);
    } else {
      void this.#next?.close();
      this.#next = this.#join(ticket);
    }
  }

  /** Says and hears nothing any more. What it heard stays. */
  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    for (const peer of [this.#peer, this.#next]) void peer?.close();
    this.#peer = null;
    this.#next = null;
    this.#ticket = '';
  }

  #join(ticket: string): Peer {
    const peer = new Peer(placeOf(ticket).url ?? this.#origin, this.name, ticket, {
      ...{ byHand: true, comesBack: true },
      onHeard: (text) => this.#hear(text),
    });
    peer.socket.on('joined', () => {
      this.joined.push(performance.now());
      if (peer !== this.#next) return;
      void this.#peer?.close();
      this.#peer = peer;
      this.#next = null;
    });
    peer.socket.on('lost', () => this.lost.push(performance.now()));
    return peer;
  }

  #say(): void {
    const text = `${this.name}:${this.#saidAt.length}:`;
    this.#saidAt.push(performance.now());
    this.#peer?.say(text);
  }

  #hear(text: string): void {
    const [from, number] = text.split(':');
    if (from === this.of) this.hearing?.take(Number(number), performance.now());
  }
}
