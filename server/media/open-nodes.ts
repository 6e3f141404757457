import type { Hono } from 'hono';
import type { Server } from 'socket.io';
import { openAuditLog } from '../data/audit.ts';
import type { PrismaClient } from '../data/database.ts';
import { openMediaNodeStore } from '../data/media-nodes.ts';
import type { Figure } from '../data-out/metrics.ts';
import type { Auth } from '../http/auth.ts';
import { openMediaNodesApi } from '../http/media-nodes-api.ts';
import { NODES_NAMESPACE } from '../protocol/nodes.ts';
import type { MediaView } from '../protocol/system.ts';
import type { NotesOfLinks } from '../system/link-notes.ts';
import { NodeGateway, type NodeGatewayOptions, type NodeNamespace } from './node-gateway.ts';
import type { Media } from './open.ts';
import { publicKeyText } from './tickets.ts';

export interface MediaNodes {
  part: readonly [path: string, app: Hono];
  /** Where browsers reach media servers beside their page's own origin. */
  origins: () => readonly string[];
  /** Where a center's media is, an origin; '' where the page comes from, which is where a center without media of its own has it. */
  probeOf: (centerId: string) => string;
  figures: () => Figure[];
  /** The media servers as they are now, the workers of this program among them. */
  views: () => Omit<MediaView, 'machine'>[];
}

/** Media servers on machines of their own: their links, and what administrators set of them. Before calls are taken up. */
export async function openMediaNodes(options: {
  io: Server;
  prisma: PrismaClient;
  auth: Auth;
  media: Pick<Media, 'rooms' | 'keys'>;
  lease: { epoch: bigint };
  notes: NotesOfLinks;
  now: () => number;
  log: NodeGatewayOptions['log'];
}): Promise<MediaNodes> {
  const { io, prisma, auth, media, lease, notes, now, log } = options;
  const { rooms } = media;
  const store = openMediaNodeStore(prisma);
  let names = new Map<string, string>();
  const register = async () => {
    const nodes = await store.list();
    names = new Map(nodes.map(({ id, name }) => [id, name]));
    rooms.register(nodes);
  };
  await register();
  const gateway = new NodeGateway({
    ...{ namespace: io.of(NODES_NAMESPACE) as NodeNamespace, rooms, now, log },
    keyHashesOf: (id) => store.keyHashesOf(id),
    lease: lease.epoch,
    ticketKey: publicKeyText(media.keys.verify),
    notes: notes.media,
  });
  const onChanged = async (id: string) => {
    await register();
    await gateway.recheck(id);
    if (!names.has(id)) await notes.machines.forget('media', id);
  };
  const api = openMediaNodesApi({
    ...{ auth, store, audit: openAuditLog(prisma), onChanged, now },
    statuses: () => rooms.statuses(),
    linkedBy: (id) => gateway.linkedBy(id),
  });
  return {
    part: ['/api/admin/media-nodes', api],
    origins: () => rooms.statuses().flatMap(({ url }) => url ?? []),
    probeOf: (centerId) => rooms.statuses().find((node) => node.centerId === centerId && node.state === 'up')?.url ?? '',
    views: () =>
      rooms.statuses().map(({ id, centerId, state, rooms: open, parties }) => {
        return { ...{ id, centerId, state, parties }, name: names.get(id) ?? null, rooms: open };
      }),
    figures() {
      const nodes = rooms.statuses();
      const figure = (name: string, help: string, of: (node: (typeof nodes)[number]) => number): Figure => ({
        ...{ name, help },
        samples: nodes.map((node) => ({ labels: { node: node.id }, value: of(node) })),
      });
      return [
        figure('media_node_up', 'Whether a media server takes new conversations', ({ state }) => (state === 'up' ? 1 : 0)),
        figure('media_node_rooms', 'Conversations at a media server', (node) => node.rooms),
        figure('media_node_parties', 'Parties at a media server', (node) => node.parties),
      ];
    },
  };
}
