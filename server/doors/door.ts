import { setTimeout as delay } from 'node:timers/promises';
import type { Server, Socket } from 'socket.io';
import { z } from 'zod';
import { CallId } from '../protocol/common.ts';
import { WidgetTrace } from '../protocol/trace.ts';
import { WIDGET_NAMESPACE } from '../protocol/widget.ts';
import { Failure } from '../sockets/failure.ts';
import { refuseConnection, type SocketLog } from '../sockets/handle.ts';
import { NO_TRACES, type Traces } from '../traces/open.ts';
import { traceStart } from '../traces/start.ts';
import type { Bus } from './bus.ts';
import { type FromSocket, THROUGH_DOORS, UpMessage } from './messages.ts';

const HERE_EVERY_MS = 1000;
/** The routing server says every half second that it is there. */
const SILENCE_MS = 3000;
const OPEN_LIMIT_MS = 5000;
/** Longer than any request is answered in. */
const ANSWER_LIMIT_MS = 30_000;
/** Headers of a handshake that gateways look at. */
const HEADERS = ['cookie', 'origin', 'host', 'user-agent', 'accept-language', 'x-forwarded-for'];

type Opened = { message: string; data: unknown } | null;

/**
 * The sockets of browsers that end at this web node: all they say goes to the routing server that decides. While there is none
 * that answers, whoever was in is cut off, and whoever comes waits for a moment, then is sent away: browsers show that they
 * reconnect, and come back.
 * @param run names this run of the web node
 */
export function openDoor({
  io,
  bus,
  run,
  now,
  log,
  onOther = () => {},
  traces = NO_TRACES,
}: {
  io: Server;
  bus: Bus;
  run: string;
  now: () => number;
  log: SocketLog;
  /** Another server decides than the one that was known. */
  onOther?: () => void;
  traces?: Traces;
}): {
  /** Whether a routing server answers. */
  isOpen(): boolean;
  /** Resolves once one has answered for the first time. */
  opened: Promise<void>;
  close(): void;
} {
  let name = run;
  let n = 0;
  let generation = 0;
  let epoch = 0;
  let decides: { run: string; heardAt: number } | null = null;
  /** Browsers that have come while nobody decides. */
  const early = new Set<() => void>();
  let answers = 0;
  const opened = Promise.withResolvers<void>();
  const opening = new Map<string, (opened: Opened) => void>();
  const waiting = new Map<number, { answer: (...args: unknown[]) => void; until: number }>();
  const sockets = new Set<Socket>();

  /**
   * @returns whether it may be said: what the other end would not take is not numbered. To it a message that is missing means that
   * one was lost, and all browsers come anew; one browser must not bring that about.
   */
  const say = (message: FromSocket): boolean => {
    const numbered = UpMessage.safeParse({ ...message, door: name, n: n + 1 });
    if (!numbered.success) return false;
    n += 1;
    bus.sayUp(numbered.data);
    return true;
  };
  /** Under another name: what is still on its way from the old one means nothing any more. */
  const beginAnew = () => {
    generation += 1;
    name = `${run}-${generation}`;
    n = 0;
    for (const socket of sockets) socket.conn.close();
    for (const resolve of opening.values()) resolve(unavailable);
    opening.clear();
    waiting.clear();
    say({ kind: 'here' });
  };

  bus.onDown((message) => {
    switch (message.kind) {
      case 'decides': {
        // What one that was cut off for a while still said in its time: whoever is served by its successor must not be sent away for it.
        if (message.epoch < epoch) return;
        epoch = message.epoch;
        const isOther = decides?.run !== message.run;
        if (isOther) onOther();
        decides = { run: message.run, heardAt: now() };
        opened.resolve();
        if (isOther) beginAnew();
        for (const goOn of early) goOn();
        return;
      }
      case 'takes-over':
        if (message.epoch <= epoch) return;
        // They come back while the next one opens, and are here when it decides.
        epoch = message.epoch;
        decides = null;
        for (const socket of sockets) socket.conn.close();
        return;
      case 'anew':
        if (message.door === name) beginAnew();
        return;
      case 'opened':
        if (message.door === name) opening.get(message.id)?.(message.refused);
        return;
      case 'answer': {
        if (message.door !== name) return;
        const asked = waiting.get(message.answerTo);
        waiting.delete(message.answerTo);
        asked?.answer(...message.args);
        return;
      }
    }
  });

  const namespaces = io.of(THROUGH_DOORS);
  namespaces.use(async (socket, next) => {
    if (decides === null) {
      const { promise: decided, resolve: goOn } = Promise.withResolvers<void>();
      early.add(goOn);
      await Promise.race([decided, delay(OPEN_LIMIT_MS, undefined, { ref: false })]);
      early.delete(goOn);
    }
    if (decides === null) return next(refuseConnection(failure));
    const { id, nsp, handshake } = socket;
    const headers = Object.fromEntries(
      HEADERS.flatMap((header) => {
        const value = handshake.headers[header];
        return value === undefined ? [] : [[header, [value].flat().join(', ')]];
      }),
    );
    const { promise, resolve } = Promise.withResolvers<Opened>();
    opening.set(id, resolve);
    // One that goes before it is let in has no other word for it.
    const onClose = () => say({ kind: 'gone', socket: { namespace: nsp.name, id }, reason: 'transport close' });
    socket.conn.once('close', onClose);
    socket.data.isIn = () => socket.conn.off('close', onClose);
    const ref = { namespace: nsp.name, id };
    if (!say({ kind: 'open', socket: ref, auth: handshake.auth, address: handshake.address, headers })) resolve(notUnderstood);
    const refused = await Promise.race([promise, delay(OPEN_LIMIT_MS, unavailable, { ref: false })]);
    opening.delete(id);
    next(refused === null ? undefined : Object.assign(new Error(refused.message), refused.data == null ? {} : { data: refused.data }));
  });
  namespaces.on('connection', (socket: Socket) => {
    const ref = { namespace: socket.nsp.name, id: socket.id };
    const of = generation;
    // What it says in the same turn comes after this.
    sockets.add(socket);
    socket.data.isIn();
    say({ kind: 'in', socket: ref });
    socket.onAny((event: string, ...args: unknown[]) => {
      if (of !== generation) return;
      const last = args.at(-1);
      if (typeof last !== 'function') return void say({ kind: 'say', socket: ref, event, args, answerTo: null });
      answers += 1;
      const traced = ref.namespace === WIDGET_NAMESPACE && event === 'start' ? traceAtDoor(traces, args[0], now) : null;
      const answer = (...answered: unknown[]) => {
        (last as (...args: unknown[]) => void)(...answered);
        traced?.answered(answered[0]);
      };
      waiting.set(answers, { answer, until: now() + ANSWER_LIMIT_MS });
      const trace = traced && { trace: traced.trace };
      if (say({ kind: 'say', socket: ref, event, args: args.slice(0, -1), answerTo: answers, ...trace })) return;
      waiting.delete(answers);
      answer({ ok: false, error: notUnderstood.data });
    });
    socket.on('disconnect', (reason) => {
      sockets.delete(socket);
      if (of === generation) say({ kind: 'gone', socket: ref, reason });
    });
  });

  const timer = setInterval(() => {
    say({ kind: 'here' });
    for (const [id, { until }] of waiting) if (until < now()) waiting.delete(id);
    if (decides === null || now() - decides.heardAt < SILENCE_MS) return;
    log.warn({ sockets: sockets.size }, 'No routing server answers; browsers are sent away until one does');
    decides = null;
    for (const socket of sockets) socket.conn.close();
  }, HERE_EVERY_MS);
  say({ kind: 'here' });
  return {
    isOpen: () => decides !== null,
    opened: opened.promise,
    close: () => clearInterval(timer),
  };
}

const TracedMessage = z.object({ trace: WidgetTrace.nullable().default(null) });
const StartedAnswer = z.object({ ok: z.literal(true), data: z.object({ key: z.object({ callId: CallId }) }) });

/** A start of a call: what it says of its trace, where that is as it must be. null: this server traces nothing. */
function traceAtDoor(traces: Traces, message: unknown, now: () => number) {
  if (!traces.on) return null;
  const said = TracedMessage.safeParse(message);
  // What can't be understood is refused by the routing server.
  const traced = said.success ? traceStart(traces, { part: 'web', said: said.data.trace, now }) : null;
  return {
    trace: traced?.traceparent ?? null,
    answered(answer: unknown) {
      const started = StartedAnswer.safeParse(answer);
      if (started.success) traced?.done(started.data.data.key.callId);
    },
  };
}

const failure = new Failure('unavailable', 'Nobody can be reached at the moment. Try again in a moment.');
const strange = new Failure('bad-request', 'This message is not understood');
const notUnderstood = { message: strange.code, data: strange.toWire() };
const unavailable: Opened = { message: failure.code, data: failure.toWire() };
