import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { Server } from 'socket.io';
import type { TicketClaims } from '../../protocol/media.ts';
import { attachMediaGateway } from '../gateway.ts';
import { LocalNode } from '../local-node.ts';
import { HERE } from '../port.ts';
import { MediaRooms } from '../rooms.ts';
import { type MediaEvent, MediaService } from '../service.ts';
import { ticketSigner } from '../sign.ts';
import { signTicket, ticketKeys } from '../tickets.ts';
import { workerBin } from './worker-bin.ts';

export interface LogLine {
  level: number;
  msg: string;
  [key: string]: unknown;
}

/** A media server with real workers on free ports of 127.0.0.1, its events and its log. */
export async function startMediaServer({ workers = 1 } = {}) {
  const log: LogLine[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(JSON.parse(line)) });
  let now = Date.now();
  const clock = () => now;
  const service = await MediaService.create({
    workers,
    listenIp: '127.0.0.1',
    basePort: 0,
    workerBin: await workerBin(),
    log: logger,
    now: clock,
    measureEveryMs: 3_600_000, // tests call `measure` themselves
  });
  const events: MediaEvent[] = [];
  const waiting = new Set<() => void>();
  service.onEvent((event) => {
    events.push(event);
    for (const wake of waiting) wake();
  });

  const http = createServer();
  const io = new Server(http, { transports: ['websocket'] });
  const keys = ticketKeys(new Uint8Array(32).fill(7));
  attachMediaGateway(io, { service, ticketKey: () => keys.verify, log: logger, clock });
  const node = new LocalNode(service);
  const rooms = new MediaRooms({ now: clock, log: logger });
  rooms.nodes.addHere(node);
  service.onEvent((event) => rooms.take(HERE, event));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');

  return {
    service,
    events,
    log,
    /** The same as rooms of one node, as the rest of the program knows them. */
    ...{ rooms, node, sign: ticketSigner(rooms, keys, clock) },
    keys,
    clock,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    ticket: (claims: TicketClaims) => signTicket(claims, keys.sign, now),
    passTime: (ms: number) => {
      now += ms;
    },
    /** Resolves with the first event that fits, of those that came already or will come. */
    event: (fits: (event: MediaEvent) => boolean): Promise<MediaEvent> =>
      new Promise((resolve) => {
        const wake = () => {
          const event = events.find(fits);
          if (event === undefined) return;
          waiting.delete(wake);
          resolve(event);
        };
        waiting.add(wake);
        wake();
      }),
    close: async () => {
      await io.close();
      await service.close();
    },
  };
}
