import type {
  AskShare,
  ConsumeParameters,
  DeclineShare,
  MediaParty,
  OfferedShare,
  ShareRef,
  ShareSource,
} from '../../../server/protocol/media.ts';
import { openShareSource } from './share-source.ts';
import { NO_SHARES, type OwnShare, type SeenShare, type SharesSnapshot } from './share-view.ts';

interface Requests {
  'watch-share': ShareRef;
  'unwatch-share': ShareRef;
  'ask-share': AskShare;
  'decline-share': DeclineShare;
}
export interface ShareLine {
  /** Rejects when there is no connection, or with the server's refusal. */
  request<E extends keyof Requests>(event: E, message: Requests[E]): Promise<unknown>;
  /** Sends this track until `stop`. Resolves with whether the server has it: false while there are no transports. Rejects when it is refused. */
  send(source: ShareSource, track: MediaStreamTrack): Promise<boolean>;
  /** Tells the server, too. */
  stop(source: ShareSource): void;
}

const keyOf = ({ from, source }: { from: MediaParty; source: ShareSource }) => `${source} ${from}`;

/** The screens and cameras of one call, as this party sees and shows them. */
export class CallShares {
  readonly #line: ShareLine;
  readonly #onChange: (snapshot: SharesSnapshot) => void;
  readonly #open: typeof openShareSource;
  #snapshot: SharesSnapshot = NO_SHARES;
  /** What was being watched, or asked for: it is watched again when it is offered again after a disturbance or a hold. */
  readonly #wanted = new Set<string>();
  readonly #consumers = new Map<string, string>();
  #closed = false;

  constructor(line: ShareLine, onChange: (snapshot: SharesSnapshot) => void, open = openShareSource) {
    this.#line = line;
    this.#onChange = onChange;
    this.#open = open;
  }

  async start(source: ShareSource): Promise<void> {
    if (this.#own(source) !== undefined) return;
    const stream = await this.#open(source);
    const [track] = stream.getVideoTracks();
    // It may have begun by another press, or the call have ended, while the browser asked.
    if (track === undefined || this.#closed || this.#own(source) !== undefined) return stopTracks(stream);
    track.addEventListener('ended', () => this.stop(source), { once: true }); // the browser's own stop button
    this.#change({
      ownShares: [...this.#snapshot.ownShares, { source, state: 'starting', stream, watchers: [] }],
      asks: this.#snapshot.asks.filter((ask) => ask.source !== source),
    });
    await this.#send(source, stream, track);
  }

  /** After each joining: what is shown is shown again. */
  joined(): void {
    for (const { source, stream } of this.#snapshot.ownShares)
      for (const track of stream.getVideoTracks()) this.#send(source, stream, track).catch((error: unknown) => console.error(error));
  }

  async #send(source: ShareSource, stream: MediaStream, track: MediaStreamTrack): Promise<void> {
    try {
      if (await this.#line.send(source, track)) this.#setOwn(source, stream, { state: 'on' });
    } catch (error) {
      if (this.#own(source)?.stream !== stream) return; // stopped meanwhile
      this.stop(source);
      throw error;
    }
  }

  stop(source: ShareSource): void {
    const own = this.#own(source);
    if (own === undefined) return;
    stopTracks(own.stream);
    this.#change({ ownShares: this.#snapshot.ownShares.filter((each) => each !== own) });
    this.#line.stop(source);
  }

  /** Call from a click. */
  watch(producerId: string): void {
    const share = this.#snapshot.shares.find((each) => each.producerId === producerId);
    if (share === undefined || share.state !== 'offered') return;
    this.#wanted.add(keyOf(share));
    this.#setSeen(producerId, { state: 'opening' });
    this.#line.request('watch-share', { producerId }).catch(() => this.#setSeen(producerId, { state: 'offered', stream: null }));
  }

  unwatch(producerId: string): void {
    const share = this.#snapshot.shares.find((each) => each.producerId === producerId);
    if (share === undefined || share.state === 'offered') return;
    this.#wanted.delete(keyOf(share));
    this.#setSeen(producerId, { state: 'offered', stream: null });
    this.#line.request('unwatch-share', { producerId }).catch(() => {});
  }

  /** Rejects with a WireFailure. */
  async ask(source: ShareSource, of: MediaParty): Promise<void> {
    const others = this.#snapshot.sentAsks.filter((ask) => ask.of !== of || ask.source !== source);
    this.#change({ sentAsks: [...others, { of, source, state: 'waiting' }] });
    try {
      await this.#line.request('ask-share', { source, of });
    } catch (error) {
      this.#change({ sentAsks: this.#snapshot.sentAsks.filter((ask) => ask.of !== of || ask.source !== source) });
      throw error;
    }
  }

  decline(from: MediaParty, source: ShareSource): void {
    this.#change({ asks: this.#snapshot.asks.filter((ask) => ask.from !== from || ask.source !== source) });
    this.#line.request('decline-share', { source, from }).catch(() => {});
  }

  offered(share: OfferedShare): void {
    this.#change({ shares: [...this.#snapshot.shares.filter(({ producerId }) => producerId !== share.producerId), seen(share)] });
    const asked = this.#snapshot.sentAsks.some(({ of, source }) => of === share.from && source === share.source);
    if (asked) this.#change({ sentAsks: this.#snapshot.sentAsks.filter(({ of, source }) => of !== share.from || source !== share.source) });
    if (asked || this.#wanted.has(keyOf(share))) this.watch(share.producerId);
  }

  closed(producerId: string, ended: boolean): void {
    const share = this.#snapshot.shares.find((each) => each.producerId === producerId);
    if (share === undefined) return;
    if (ended) this.#wanted.delete(keyOf(share));
    this.#change({ shares: this.#snapshot.shares.filter((each) => each !== share) });
  }

  arrived({ consumerId, producerId }: ConsumeParameters, track: MediaStreamTrack): void {
    this.#consumers.set(consumerId, producerId);
    this.#setSeen(producerId, { state: 'watching', stream: new MediaStream([track]) });
  }

  gone(consumerId: string): void {
    const producerId = this.#consumers.get(consumerId);
    if (producerId === undefined) return;
    this.#consumers.delete(consumerId);
    this.#setSeen(producerId, { state: 'offered', stream: null });
  }

  asked(from: MediaParty, source: ShareSource): void {
    if (this.#own(source) !== undefined || this.#snapshot.asks.some((ask) => ask.from === from && ask.source === source)) return;
    this.#change({ asks: [...this.#snapshot.asks, { from, source }] });
  }

  declined(by: MediaParty, declined: ShareSource): void {
    this.#change({
      sentAsks: this.#snapshot.sentAsks.map((ask) => (ask.of === by && ask.source === declined ? { ...ask, state: 'declined' } : ask)),
    });
  }

  watchers(source: ShareSource, watchers: readonly MediaParty[]): void {
    const own = this.#own(source);
    if (own !== undefined) this.#setOwn(source, own.stream, { watchers });
  }

  partyLeft(id: MediaParty): void {
    const { asks, sentAsks } = this.#snapshot;
    this.#change({ asks: asks.filter(({ from }) => from !== id), sentAsks: sentAsks.filter(({ of }) => of !== id) });
  }

  /** The transports are gone: what others show will be offered anew, what is shown here is sent anew. */
  lost(): void {
    this.#consumers.clear();
    this.#change({ shares: [], ownShares: this.#snapshot.ownShares.map((own) => ({ ...own, state: 'starting', watchers: [] })) });
  }

  close(): void {
    this.#closed = true;
    for (const { stream } of this.#snapshot.ownShares) stopTracks(stream);
    this.#change(NO_SHARES);
  }

  #own(source: ShareSource): OwnShare | undefined {
    return this.#snapshot.ownShares.find((own) => own.source === source);
  }

  #setOwn(source: ShareSource, stream: MediaStream, change: Partial<OwnShare>): void {
    this.#change({
      ownShares: this.#snapshot.ownShares.map((own) => (own.source === source && own.stream === stream ? { ...own, ...change } : own)),
    });
  }

  #setSeen(producerId: string, change: Partial<SeenShare>): void {
    this.#change({ shares: this.#snapshot.shares.map((share) => (share.producerId === producerId ? { ...share, ...change } : share)) });
  }

  #change(change: Partial<SharesSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#onChange(this.#snapshot);
  }
}

const seen = (share: OfferedShare): SeenShare => ({ ...share, state: 'offered', stream: null });

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
