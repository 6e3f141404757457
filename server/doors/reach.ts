import type { IncomingMessage } from 'node:http';
import type { Namespace, Server } from 'socket.io';
import type { SocketLog } from '../sockets/handle.ts';
import type { Sockets } from '../sockets/sockets.ts';
import type { Bus } from './bus.ts';
import { THROUGH_DOORS, type UpMessage } from './messages.ts';
import { SharedNamespace } from './shared-namespace.ts';

/** How often web nodes are told who decides. */
const DECIDES_EVERY_MS = 500;
/** A web node that says nothing for so long is gone, and its sockets with it. */
const SILENCE_MS = 5000;

interface Door {
  /** The number of the last message. */
  last: number;
  heardAt: number;
  /** Its sockets, by namespace and id. */
  sockets: Map<string, { namespace: string; id: string }>;
}

/** How the server that decides takes browsers in. */
export interface Deciding {
  /** Of the lease in which it decides. */
  epoch: number;
  /** Whether a connection may be opened at all; takes cookies from headers of other sites' pages. */
  mayConnect: (request: Pick<IncomingMessage, 'headers'>) => boolean;
}

/** The sockets of all web nodes, at the routing server that decides; one that stands by hears nothing of them. */
export function joinDoors(options: { io: Server; bus: Bus; run: string; now: () => number; log: SocketLog }): Sockets & {
  /** It has the lease, and will decide in a moment. */
  takesOver(epoch: number): void;
  /** From now on web nodes send their browsers here. */
  start(deciding: Deciding): void;
  /** The web nodes that are heard, by the names of their runs. */
  doors(): { server: string; sockets: number }[];
  close(): void;
} {
  const { io, bus, run, now, log } = options;
  const namespaces = new Map<string, SharedNamespace>();
  const doors = new Map<string, Door>();
  let deciding: Deciding | null = null;

  const forget = (door: Door, reason: string) => {
    for (const { namespace, id } of door.sockets.values()) namespaces.get(namespace)?.end(id, reason);
    door.sockets.clear();
  };

  /** Whether the message is the next of its door. */
  const inOrder = ({ door: name, n, kind }: UpMessage): Door | null => {
    const known = doors.get(name);
    if (known && n === known.last + 1) {
      known.last = n;
      known.heardAt = now();
      return known;
    }
    // A door that begins says `here` first. Of any other whose number does not follow, something was lost: its browsers have to
    // come anew, and so do those of a door that was here before this server.
    if (known) forget(known, 'transport error');
    if (n === 1 && kind === 'here') {
      const begun: Door = { last: 1, heardAt: now(), sockets: new Map() };
      doors.set(name, begun);
      return begun;
    }
    doors.delete(name);
    bus.sayDown({ kind: 'anew', door: name });
    return null;
  };

  const open = async (door: Door, message: Extract<UpMessage, { kind: 'open' }>) => {
    const { socket, auth, address, headers } = message;
    const namespace = namespaces.get(socket.namespace);
    const say = (refused: { message: string; data: unknown } | null) =>
      bus.sayDown({ kind: 'opened', door: message.door, id: socket.id, refused });
    if (!namespace || !deciding?.mayConnect({ headers })) return say({ message: 'forbidden', data: null });
    door.sockets.set(`${socket.namespace} ${socket.id}`, socket);
    const refused = await namespace.open(socket.id, { auth, address, headers });
    say(refused && { message: refused.message, data: refused.data ?? null });
  };

  bus.onUp((message) => {
    if (deciding === null) return; // the one before is told too
    const door = inOrder(message);
    if (!door || message.kind === 'here') return;
    const { socket } = message;
    const namespace = namespaces.get(socket.namespace);
    switch (message.kind) {
      case 'open':
        open(door, message).catch((error: unknown) => log.error({ err: error }, 'A socket of a web node could not be let in'));
        return;
      case 'in':
        namespace?.begin(socket.id);
        return;
      case 'say': {
        const { door: name, answerTo, trace } = message;
        const answer = (...args: unknown[]) => bus.sayDown({ kind: 'answer', door: name, answerTo: answerTo ?? 0, args });
        namespace?.hear(socket.id, message.event, answerTo === null ? message.args : [...message.args, answer], trace);
        return;
      }
      case 'gone':
        door.sockets.delete(`${socket.namespace} ${socket.id}`);
        namespace?.end(socket.id, message.reason);
        return;
    }
  });
  const timer = setInterval(() => {
    if (deciding !== null) bus.sayDown({ kind: 'decides', run, epoch: deciding.epoch });
    for (const [name, door] of doors) {
      if (now() - door.heardAt < SILENCE_MS) continue;
      forget(door, 'ping timeout');
      doors.delete(name);
    }
  }, DECIDES_EVERY_MS);

  return {
    takesOver: (epoch) => bus.sayDown({ kind: 'takes-over', epoch }),
    start(from) {
      deciding = from;
      bus.sayDown({ kind: 'decides', run, epoch: from.epoch });
    },
    of(name) {
      if (!THROUGH_DOORS.test(name)) return io.of(name);
      let shared = namespaces.get(name);
      if (!shared) {
        shared = new SharedNamespace(io.of(name));
        namespaces.set(name, shared);
      }
      return shared as unknown as Namespace;
    },
    count: () => [...doors.values()].reduce((sum, door) => sum + door.sockets.size, io.engine.clientsCount),
    doors() {
      const runs = new Map<string, number>();
      for (const [name, { sockets }] of doors) {
        // One that has begun anew is its run with a number, and for a while both are there.
        const server = name.split('-')[0] ?? name;
        runs.set(server, (runs.get(server) ?? 0) + sockets.size);
      }
      return [...runs].map(([server, sockets]) => ({ server, sockets }));
    },
    close() {
      clearInterval(timer);
      for (const door of doors.values()) forget(door, 'server shutting down');
    },
  };
}
