import type { WidgetKeyStore } from '../data/widget-keys.ts';
import type { QueueId } from '../protocol/common.ts';
import { type WidgetKey, WidgetKeyId } from '../protocol/widget-keys.ts';
import { Failure } from '../sockets/failure.ts';

/** Why somebody was refused, for those who run the place. */
export const REFUSALS = ['unknown-key', 'switched-off', 'wrong-origin', 'wrong-queue', 'bad-identity', 'no-identity'] as const;
export type Refusal = (typeof REFUSALS)[number];

const WORDS: Record<Exclude<Refusal, 'bad-identity'>, ConstructorParameters<typeof Failure>> = {
  'unknown-key': ['not-found', 'There is no such widget key', 'key'],
  'switched-off': ['forbidden', 'This widget key is switched off', 'key'],
  'wrong-origin': ['forbidden', 'This site is not among those that the widget key is for', 'key'],
  'wrong-queue': ['forbidden', 'The widget key does not reach this topic', 'queueId'],
  'no-identity': ['forbidden', 'Calls are for those who are signed in at this site. Sign in there, then try again.', 'identity'],
};

/** Where a request comes from. */
export interface Comer {
  /** The key that it names; null: none, so the one that stands in. */
  key: string | null;
  /** Of the page that sent it, when that is another site's; null: one of our own pages, or no page at all. */
  foreignOrigin: string | null;
}

/** The widget keys as they are now, for all who let callers in. Counts whom it refuses. */
export class WidgetKeyBook {
  readonly #store: Pick<WidgetKeyStore, 'list'>;
  #keys: ReadonlyMap<string, WidgetKey> = new Map();
  readonly #refused = new Map<Refusal, number>(REFUSALS.map((reason) => [reason, 0]));

  private constructor(store: Pick<WidgetKeyStore, 'list'>) {
    this.#store = store;
  }

  static async open(store: Pick<WidgetKeyStore, 'list'>): Promise<WidgetKeyBook> {
    const book = new WidgetKeyBook(store);
    await book.reload();
    return book;
  }

  /** After each change. */
  async reload(): Promise<void> {
    this.#keys = new Map((await this.#store.list()).map((key) => [key.id, key]));
  }

  /** The key by which somebody comes in. @throws Failure `not-found` or `forbidden`, at the field `key` */
  admit({ key: named, foreignOrigin }: Comer): WidgetKey {
    const key = this.#find(named);
    if (!key) throw this.#refusal('unknown-key');
    if (!key.enabled) throw this.#refusal('switched-off');
    if (foreignOrigin !== null && !allows(key, foreignOrigin)) throw this.#refusal('wrong-origin');
    return key;
  }

  /** @throws Failure `forbidden` at `queueId`; or when the key was deleted or switched off since it was admitted */
  assertReaches(id: string | null, queueId: QueueId): void {
    const key = this.admit({ key: id, foreignOrigin: null });
    if (key.queues !== null && !key.queues.includes(queueId)) throw this.#refusal('wrong-queue');
  }

  /** Of a caller of whom the site says nothing. @throws Failure `forbidden` at `identity` where the key is for those whom it vouches for */
  assertMayBeAnybody(id: string | null): void {
    if (this.admit({ key: id, foreignOrigin: null }).needsIdentity) throw this.#refusal('no-identity');
  }

  /**
   * What a caller who comes by a key has accepted; null where it asks for nothing.
   * @throws Failure `conflict` at `consent` when they have not accepted what it asks for now
   */
  consentOf(id: string | null, accepted: string | null): { text: string; widgetKeyId: string } | null {
    const { id: widgetKeyId, consent } = this.admit({ key: id, foreignOrigin: null });
    const texts = Object.values(consent).filter((each) => each !== '');
    if (texts.length === 0) return null;
    if (accepted === null || !texts.includes(accepted))
      throw new Failure('conflict', 'Read what we ask you to accept, accept it, then start the call', 'consent');
    return { text: accepted, widgetKeyId };
  }

  /** Somebody could not show that they are who they say. */
  countBadIdentity(): void {
    this.#count('bad-identity');
  }

  /** Whether any key is for this site: then it may open a connection, and shows its key on it. */
  isSomebodys(origin: string): boolean {
    return [...this.#keys.values()].some((key) => key.enabled && allows(key, origin));
  }

  /** How often somebody was refused since the program started, by reason. */
  refusals(): { reason: Refusal; count: number }[] {
    return [...this.#refused].map(([reason, count]) => ({ reason, count }));
  }

  #find(named: string | null): WidgetKey | undefined {
    if (named === null) return [...this.#keys.values()].find((key) => key.standsIn);
    return WidgetKeyId.safeParse(named).success ? this.#keys.get(named) : undefined;
  }

  #refusal(reason: keyof typeof WORDS): Failure {
    this.#count(reason);
    return new Failure(...WORDS[reason]);
  }

  #count(reason: Refusal): void {
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
  }
}

/** Whether pages of this origin may use the key. */
export function allows({ origins }: Pick<WidgetKey, 'origins'>, origin: string): boolean {
  return origins === null || origins.some((one) => fits(one, origin));
}

/** "https://*.shop.example" is every host below, and not shop.example itself: as browsers read it in `frame-ancestors`. */
function fits(allowed: string, origin: string): boolean {
  if (allowed === origin) return true;
  const [scheme, rest] = allowed.split('://*');
  return rest !== undefined && origin.startsWith(`${scheme}://`) && origin.endsWith(rest) && origin.length > `${scheme}://${rest}`.length;
}
