import { expect, test } from 'vitest';
import type { ListeningSession } from '../../../server/protocol/supervise.ts';
import { WireFailure } from '../../lib/failure.ts';
import { ListeningStore, type ListeningWorld, type Remembered } from './listening-store.ts';

const SESSION: ListeningSession = {
  id: 's1',
  now: 1000,
  callId: 'call',
  conversationId: 'call',
  centerId: 'lisbon',
  channel: 'voice',
  how: 'monitor',
  takenOver: false,
  heldSince: null,
  since: 0,
  howSince: 0,
  told: true,
  ticket: 'ticket',
  agentName: 'Ana',
  callerName: 'Maria',
  agentParty: 'agent-7',
  parties: [],
};

const KEPT: Remembered = { id: 's1', byText: false };

/** A browser with plain stand-ins; `answer` is the server. */
function browser(answer: (event: string, message: object) => unknown, kept: Remembered | null = null) {
  const did: string[] = [];
  const listeners: Record<string, ((message?: never) => void)[]> = {};
  const memory = { value: kept };
  const socket = {
    connected: true,
    on: (event: string, listener: (message?: never) => void) => {
      listeners[event] = [...(listeners[event] ?? []), listener];
    },
    disconnect: () => did.push('disconnect'),
  };
  const world: ListeningWorld = {
    openSocket: () => socket as never,
    request: (async (_: unknown, event: string, message: object) => {
      did.push(event);
      return answer(event, message);
    }) as never,
    loadSound: async () => ({
      openMouth: async () => ({ stream: {} as MediaStream, problem: null, close: () => did.push('microphone off') }),
      openEars: (ticket) => ({
        facts: () => ({ sound: 'flowing', muted: false, blocked: false, mutedParties: new Set() }),
        subscribe: () => undefined,
        moveTo: (next) => did.push(`moved to ${next}`),
        levels: () => ({ own: 0, other: 0, parties: {} }),
        setMuted: (muted) => did.push(muted ? 'mute' : 'unmute'),
        allowSound: () => undefined,
        close: () => did.push(`left ${ticket}`),
      }),
    }),
    memory: {
      get: () => memory.value,
      set: (id) => {
        memory.value = id;
      },
    },
  };
  const said = (event: string, message?: object) => {
    for (const listener of listeners[event] ?? []) listener(message as never);
  };
  return { store: new ListeningStore(world), did, memory, said, socket };
}

const failed = (code: 'forbidden' | 'not-found' | 'unavailable') => new WireFailure({ code, message: code });
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('listening begins with monitor, is switched by the server’s word, and ends with everything closed', async () => {
  const asked: object[] = [];
  const { store, did, memory } = browser((_, message) => {
    asked.push(message);
    return { session: 'how' in message ? { ...SESSION, how: message.how } : SESSION };
  });
  await store.begin('call');
  expect(asked).toEqual([{ callId: 'call', how: 'monitor' }]);
  expect(store.get()).toMatchObject({ kind: 'listening', session: { how: 'monitor' }, asking: null, error: null });
  expect(memory.value).toEqual({ id: 's1', byText: false });
  const switching = store.switchTo('barge');
  expect(store.get()).toMatchObject({ session: { how: 'monitor' }, asking: 'barge' });
  await switching;
  expect(store.get()).toMatchObject({ session: { how: 'barge' }, asking: null });
  await store.stop();
  expect(store.get()).toEqual({ kind: 'idle', news: null });
  expect([did, memory.value]).toEqual([['start', 'switch', 'stop', 'left ticket', 'microphone off'], null]);
});

test('a text conversation is read without a microphone, also after the page was loaded anew', async () => {
  const byText = { ...SESSION, channel: 'text' as const };
  const { store, did, memory } = browser(() => ({ session: byText }));
  await store.begin('call', true);
  expect(store.get()).toMatchObject({ kind: 'listening', session: { channel: 'text' }, problem: null });
  expect(memory.value).toEqual({ id: 's1', byText: true });
  const again = browser(() => ({ session: byText }), memory.value);
  await again.store.comeBack();
  await again.store.stop();
  expect([did, again.did]).toEqual([['start'], ['resume', 'stop']]);
});

test('who is refused hears nothing: the microphone goes off and the reason is told', async () => {
  const { store, did } = browser(() => {
    throw failed('forbidden');
  });
  await store.begin('call');
  expect(store.get()).toMatchObject({ kind: 'idle', news: { kind: 'failed', error: { code: 'forbidden' } } });
  expect(did).toEqual(['start', 'microphone off']);
});

test('a switch that is refused leaves everything as it is', async () => {
  const { store } = browser((event) => {
    if (event === 'switch') throw failed('unavailable');
    return { session: SESSION };
  });
  await store.begin('call');
  await store.switchTo('barge');
  expect(store.get()).toMatchObject({ kind: 'listening', session: { how: 'monitor' }, asking: null, error: { code: 'unavailable' } });
});

test('when the call is moved to another media server, who listens goes there with it', async () => {
  const { store, said, did } = browser(() => ({ session: SESSION }));
  await store.begin('call');
  said('session', SESSION);
  said('session', { ...SESSION, ticket: 'another' });
  expect(did.filter((what) => what.startsWith('moved'))).toEqual(['moved to another']);
});

test('while no media server has the call, who listens waits for the ticket', async () => {
  const { store, said, did } = browser(() => ({ session: { ...SESSION, ticket: '' } }));
  await store.begin('call');
  said('session', { ...SESSION, ticket: '' });
  said('session', SESSION);
  await store.stop();
  expect(did).toEqual(['start', 'stop', 'left ticket', 'microphone off']);
});

test('the server’s end is told, unless it is of another session', async () => {
  const { store, said, did } = browser(() => ({ session: SESSION }));
  await store.begin('call');
  said('ended', { sessionId: 'of before', why: 'replaced' });
  expect(store.get().kind).toBe('listening');
  said('ended', { sessionId: 's1', why: 'call-over' });
  expect(store.get()).toEqual({ kind: 'idle', news: { kind: 'ended', why: 'call-over', agentName: 'Ana' } });
  expect(did).toContain('left ticket');
});

test('after a lost connection the session goes on, or is found to be over', async () => {
  let over = false;
  const { store, said } = browser((event) => {
    if (event === 'resume' && over) throw failed('not-found');
    return { session: SESSION };
  });
  await store.begin('call');
  said('disconnect');
  expect(store.get()).toMatchObject({ online: false });
  said('connect');
  await settled();
  expect(store.get()).toMatchObject({ kind: 'listening', online: true });
  over = true;
  said('disconnect');
  said('connect');
  await settled();
  expect(store.get()).toMatchObject({ kind: 'idle', news: { why: 'lost' } });
});

test('a page that was loaded anew goes on listening, and says nothing when that is over', async () => {
  const going = browser(() => ({ session: SESSION }), KEPT);
  await going.store.comeBack();
  expect(going.did).toEqual(['resume']);
  expect(going.store.get().kind).toBe('listening');
  const over = browser(() => {
    throw failed('not-found');
  }, KEPT);
  await over.store.comeBack();
  expect([over.store.get(), over.memory.value]).toEqual([{ kind: 'idle', news: null }, null]);
});

test('stopping works without a server: the connection is closed, which tells it', async () => {
  const { store, did } = browser((event) => {
    if (event === 'stop') throw failed('unavailable');
    return { session: SESSION };
  });
  await store.begin('call');
  await store.stop();
  expect(store.get()).toEqual({ kind: 'idle', news: null });
  expect(did.slice(1)).toEqual(['stop', 'disconnect', 'left ticket', 'microphone off']);
});

test('what is done with a caller goes by the session that there is; without one it is refused', async () => {
  const asked: [string, object][] = [];
  const { store, said } = browser((event, message) => {
    asked.push([event, message]);
    return event === 'texts-after' ? { texts: [] } : { session: { ...SESSION, takenOver: true } };
  });
  await expect(store.control({ kind: 'hold' })).rejects.toMatchObject({ code: 'not-found' });
  await store.begin('call');
  await store.control({ kind: 'hold' });
  await store.say({ id: 'message-1', text: 'hello' });
  await store.textsAfter(3);
  expect(asked.slice(1)).toEqual([
    ['control', { sessionId: 's1', action: { kind: 'hold' } }],
    ['say', { sessionId: 's1', id: 'message-1', text: 'hello' }],
    ['texts-after', { sessionId: 's1', after: 3 }],
  ]);
  const read: unknown[] = [];
  const stop = store.onTexts((conversationId, texts) => read.push([conversationId, texts]));
  said('texts', { callId: 'call', texts: [] });
  stop();
  said('texts', { callId: 'call', texts: [] });
  expect(read).toEqual([['call', []]]);
});
