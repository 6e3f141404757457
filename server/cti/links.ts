import { type CtiToRouting, type Side, sideOf, type Waiting } from '../protocol/link.ts';
import { Failure } from '../sockets/failure.ts';
import { type LinkOptions, RoutingLink } from './link.ts';

/** What is the same of both links: how the center is, and what its agents are given and told. */
type OfSide = Pick<LinkOptions, 'centerId' | 'now' | 'activity' | 'onWork' | 'onTexts'>;

export interface LinksOptions {
  /** `clock` and `word` are of the link to the routing server alone. */
  link: Pick<LinkOptions, 'key' | 'epoch' | 'log' | 'onStaffChanged' | 'clock' | 'word'>;
  sideOptions: (side: Side) => OfSide;
  installation: Pick<LinkOptions, 'onWaiting' | 'onSupervise' | 'onSynced' | 'beforeReports'>;
  /** Whose the center's free agents are depends on it. Told only where the center has an entry of its own. */
  onOwnLine: (own: { alone: boolean; waiting: Waiting['queues'] }) => void;
}

/** The center's links to whoever gives its agents work: the routing server, and its own routing, if it has an entry of its own. */
export class Links {
  readonly #options: LinksOptions;
  readonly #installation: RoutingLink;
  /** To the center's own routing, which decides for its own entry while the center is alone; null: it has none. */
  #own: RoutingLink | null = null;
  #ownWaiting: Waiting['queues'] = [];

  constructor(options: LinksOptions) {
    this.#options = options;
    const { link, sideOptions, installation } = options;
    this.#installation = new RoutingLink({
      ...link,
      ...sideOptions('installation'),
      ...installation,
      onWaiting: (queues) => {
        installation.onWaiting(queues);
        this.#tellOwnLine();
      },
      beforeReports: () => {
        this.#tellOwnLine();
        return installation.beforeReports();
      },
    });
  }

  /** The routing server that decides is at one of these addresses. */
  open(urls: readonly string[]): void {
    this.#installation.open(urls);
  }

  /**
   * The center has an entry of its own: its routing, at this address, has the center's agents while the routing server can't be reached,
   * and whoever could serve somebody that is left in its line.
   */
  openOwn(url: string, key: string): void {
    const { epoch, log } = this.#options.link;
    this.#own = new RoutingLink({
      ...{ key, epoch, log: { warn: log.warn.bind(log), error: log.error.bind(log), info: () => {} } },
      ...this.#options.sideOptions('own'),
      onWaiting: (queues) => {
        this.#ownWaiting = queues ?? [];
        this.#tellOwnLine();
      },
      onSupervise: async () => {
        throw new Failure('forbidden', 'Supervisors act by the routing server');
      },
      onSynced: () => {},
      beforeReports: async () => {},
    });
    this.#tellOwnLine();
    this.#own.open([url]);
  }

  get installation(): RoutingLink {
    return this.#installation;
  }

  /** Who decides for the center's own callers now; the routing server's where it has no entry of its own. */
  get own(): RoutingLink {
    return this.#own ?? this.#installation;
  }

  /** Who has given this reservation. */
  of(token: number): RoutingLink {
    return sideOf(token) === 'own' ? this.own : this.#installation;
  }

  /** An agent, or who waits, is other than was reported. */
  changed(): void {
    this.#installation.changed();
    this.#own?.changed();
  }

  agentGone(): void {
    this.#installation.agentGone();
    this.#own?.agentGone();
  }

  /** Resolves once both know how the center is now. */
  async told(): Promise<void> {
    await Promise.all([this.#installation.told(), this.#own?.told()]);
  }

  /** Says it to whoever gave the reservation, and goes on. */
  tell<E extends 'reject' | 'complete'>(event: E, message: Parameters<CtiToRouting[E]>[0]): void {
    const { agentId, reservationId, token } = message;
    this.of(token)
      .answer(event, message)
      .catch((error: unknown) =>
        this.#options.link.log.warn({ err: error, event, agentId, reservationId }, 'The routing server was not told'),
      );
  }

  close(): void {
    this.#installation.close();
    this.#own?.close();
  }

  #tellOwnLine(): void {
    if (this.#own === null) return;
    this.#options.onOwnLine({ alone: !this.#installation.isUp, waiting: this.#ownWaiting });
  }
}
