import type { CenterId } from '../protocol/common.ts';
import type { NodeId } from '../protocol/media.ts';
import { NODE_SILENT_MS, type NodeLoad } from '../protocol/nodes.ts';
import type { NodeView } from './placement.ts';
import { HERE, type MediaNode } from './port.ts';

/** A media node as administrators have set it up. */
export interface NodeRecord {
  id: NodeId;
  /** null: it serves all centers. */
  centerId: CenterId | null;
  /** Where browsers reach it, an origin; null: where their page comes from. */
  url: string | null;
}

/** `lost`: its link is down, and it may be back in a moment; what it has stays there. `gone`: what it had is elsewhere. */
type Link = { kind: 'up'; node: MediaNode; load: NodeLoad; heardAt: number } | { kind: 'lost'; timer: NodeJS.Timeout } | { kind: 'gone' };

export interface NodeStatus extends NodeRecord {
  state: Link['kind'] | 'draining' | 'silent';
  rooms: number;
  parties: number;
}

/** A process that has died closes its connection. One that is started anew, or comes by another way, is back within this time. */
const BACK_WITHIN_MS = 1000;

/** The media nodes that there are, and how they are. */
export class NodeBook {
  readonly #nodes = new Map<NodeId, { record: NodeRecord; link: Link }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The node in this program is always there. */
  addHere(node: MediaNode): void {
    const load = node.load();
    this.#nodes.set(HERE, {
      record: { id: HERE, centerId: null, url: null },
      link: { kind: 'up', node, load, heardAt: Number.POSITIVE_INFINITY },
    });
  }

  /** What administrators have set up now. @returns those that are not among them any more */
  register(records: readonly NodeRecord[]): NodeId[] {
    for (const record of records) this.#nodes.set(record.id, { record, link: this.#nodes.get(record.id)?.link ?? { kind: 'gone' } });
    const removed = this.remote.filter((id) => !records.some((record) => record.id === id));
    for (const id of removed) {
      const link = this.#nodes.get(id)?.link;
      if (link?.kind === 'lost') clearTimeout(link.timer);
      this.#nodes.delete(id);
    }
    return removed;
  }

  /** Those on other machines. */
  get remote(): NodeId[] {
    return [...this.#nodes.keys()].filter((id) => id !== HERE);
  }

  record(id: NodeId): NodeRecord | null {
    return this.#nodes.get(id)?.record ?? null;
  }

  /** null while it can't be told anything. */
  node(id: NodeId | null): MediaNode | null {
    const link = id === null ? undefined : this.#nodes.get(id)?.link;
    return link?.kind === 'up' ? link.node : null;
  }

  up(id: NodeId, node: MediaNode, load: NodeLoad): void {
    const entry = this.#nodes.get(id);
    if (!entry) return;
    if (entry.link.kind === 'lost') clearTimeout(entry.link.timer);
    entry.link = { kind: 'up', node, load, heardAt: this.#now() };
  }

  heard(id: NodeId, load: NodeLoad): void {
    const link = this.#nodes.get(id)?.link;
    if (link?.kind === 'up') Object.assign(link, { load, heardAt: this.#now() });
  }

  /**
   * Its link is down.
   * @param silent not because it was closed: the network may be cut, and the node well
   * @param isCut whether nothing can be told from its silence, since its whole center can't be reached
   * @param onGone called when it is not waited for any longer
   */
  lost(id: NodeId, silent: boolean, isCut: (centerId: CenterId) => boolean, onGone: () => void): void {
    const entry = this.#nodes.get(id);
    if (!entry) return;
    const wait = (): Link => ({
      kind: 'lost',
      timer: setTimeout(() => {
        const { centerId } = entry.record;
        if (silent && centerId !== null && isCut(centerId)) {
          entry.link = wait();
          return;
        }
        entry.link = { kind: 'gone' };
        onGone();
      }, BACK_WITHIN_MS).unref(),
    });
    if (entry.link.kind === 'lost') clearTimeout(entry.link.timer);
    entry.link = wait();
  }

  views(): NodeView[] {
    return [...this.#nodes.values()].map(({ record: { id, centerId }, link }) => ({
      id,
      centerId,
      isAlive: link.kind !== 'gone',
      takesRooms: link.kind === 'up' && !this.#load(link).draining && !this.#isSilent(link),
      parties: link.kind === 'up' ? this.#load(link).parties : 0,
    }));
  }

  statuses(): NodeStatus[] {
    return [...this.#nodes.values()].map(({ record, link }) => {
      if (link.kind !== 'up') return { ...record, state: link.kind, rooms: 0, parties: 0 };
      const { rooms, parties, draining } = this.#load(link);
      return { ...record, state: draining ? 'draining' : this.#isSilent(link) ? 'silent' : 'up', rooms, parties };
    });
  }

  close(): void {
    for (const { link } of this.#nodes.values()) if (link.kind === 'lost') clearTimeout(link.timer);
  }

  #isSilent({ heardAt }: Extract<Link, { kind: 'up' }>): boolean {
    return this.#now() - heardAt > NODE_SILENT_MS;
  }

  /** Of the node in this program as it is now. */
  #load({ node, load, heardAt }: Extract<Link, { kind: 'up' }>): NodeLoad {
    return heardAt === Number.POSITIVE_INFINITY ? node.load() : load;
  }
}
