import { setTimeout as delay } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { placeOf } from '../app/lib/media/ticket-place.ts';
import type { Ack } from '../server/protocol/common.ts';
import { MEDIA_NAMESPACE, ROUTER_CAPABILITIES } from '../server/protocol/media-codec.ts';
import { WIDGET_NAMESPACE, type WidgetCall } from '../server/protocol/widget.ts';
import { type Flood, type Flooded, isOfMedia } from './flooded.ts';

/** One address that does far more than any caller, in a process of its own: whoever starts it reads when it was cut off. */

/** Each flood has an address of its own: one that was cut off for another would send nothing. */
const ADDRESSES: Record<Flood, string> = {
  messages: '127.9.9.1',
  large: '127.9.9.2',
  sockets: '127.9.9.3',
  transports: '127.9.9.4',
  joins: '127.9.9.5',
};
const EVERY_MS = 10;
const MESSAGES_A_SECOND = 10_000;
const LARGE = 'x'.repeat(900_000);
const SOCKETS = 5000;
/** In each turn of the timer. */
const SOCKETS_AT_ONCE = 10;
const TRANSPORTS_AT_ONCE = 50;
const LIMIT_MS = 10_000;

const [url = '', kind = 'messages', queueId = ''] = process.argv.slice(2) as [string?, Flood?, string?];
const flooded: Flooded = { sent: 0, cutOff: 0, refused: 0 };
const open = (to: string, auth: object = {}): Socket => {
  const options = { transports: ['websocket'], forceNew: true, reconnectionDelay: 100, localAddress: ADDRESSES[kind], auth };
  return io(to, options as Parameters<typeof io>[1]);
};
const connect = (to: string, auth?: object): Socket => {
  const socket = open(to, auth);
  socket.on('disconnect', () => {
    flooded.cutOff += 1;
    if (!socket.active) setTimeout(() => socket.connect(), 100);
  });
  socket.on('connect_error', () => {
    flooded.refused += 1;
    if (!socket.active) setTimeout(() => socket.connect(), 100);
  });
  return socket;
};

/** Begins a call by voice, in the queue of nobody. @returns its ticket, and how it is left */
async function called(): Promise<{ ticket: string; leave: () => Promise<unknown> }> {
  const socket = open(url + WIDGET_NAMESPACE);
  const call = { queueId, channel: 'voice', name: 'Flood', email: null, customerId: null, page: null, question: null };
  for (;;) {
    const ack: Ack<{ call: WidgetCall }> = await socket.timeout(LIMIT_MS).emitWithAck('start', call);
    if (ack.ok) return { ticket: ack.data.call.ticket, leave: () => socket.timeout(1000).emitWithAck('leave', {}) };
    await delay(200);
  }
}

let leave: () => Promise<unknown> = async () => {};
let to = url + WIDGET_NAMESPACE;
let auth: object | undefined;
if (isOfMedia(kind)) {
  const call = await called();
  leave = call.leave;
  to = (placeOf(call.ticket).url ?? url) + MEDIA_NAMESPACE;
  auth = { ticket: call.ticket, rtpCapabilities: ROUTER_CAPABILITIES };
}
const sockets: Socket[] = [connect(to, auth)];
const say = (event: string, message: object, ack: (ack: Ack) => void = () => {}) => {
  const [socket] = sockets;
  if (!socket?.connected) return;
  socket.emit(event, message, ack);
  flooded.sent += 1;
};
const more = () => {
  for (let n = 0; n < SOCKETS_AT_ONCE && sockets.length < SOCKETS; n += 1) {
    sockets.push(connect(to, auth));
    flooded.sent += 1;
  }
};
const turns: Record<Flood, () => void> = {
  messages() {
    for (let n = 0; n < (MESSAGES_A_SECOND * EVERY_MS) / 1000; n += 1) say('resume', { callId: 'x', secret: 'y' });
  },
  large: () => say('resume', { callId: 'x', secret: LARGE }),
  sockets: more,
  transports() {
    for (let n = 0; n < TRANSPORTS_AT_ONCE; n += 1)
      say('rejoin', {}, (ack) => {
        if (!ack.ok) flooded.refused += 1;
      });
  },
  joins: more,
};
setInterval(turns[kind], EVERY_MS);
// Whoever listens may have gone in this very moment.
const telling = setInterval(() => process.send?.(flooded, undefined, {}, () => {}), 100);
process.once('disconnect', () => {
  clearInterval(telling);
  void leave().finally(() => process.exit(0));
});
