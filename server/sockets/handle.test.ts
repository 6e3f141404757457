import { EventEmitter } from 'node:events';
import type { Socket } from 'socket.io';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { handle } from './handle.ts';

test('the line of a refusal says of which call or agent it is, once the gateway knows', async () => {
  const lines: object[] = [];
  const log = { warn: (details: object) => void lines.push(details), error: (details: object) => void lines.push(details) };
  const socket = Object.assign(new EventEmitter(), { id: 'handle-test', data: {} as { about?: object } });
  handle(socket as unknown as Socket, 'say', z.object({ text: z.string() }), log, () => {
    throw new Error('a fault of ours');
  });
  const say = (message: object) => new Promise((resolve) => socket.emit('say', message, resolve));
  expect(await say({})).toMatchObject({ ok: false, error: { code: 'bad-request', field: 'text' } });
  socket.data.about = { callId: 'c-7' };
  await say({});
  await say({ text: 'hello' });
  expect(lines).toMatchObject([
    { event: 'say', socket: 'handle-test', error: { code: 'bad-request' } },
    { event: 'say', socket: 'handle-test', callId: 'c-7' },
    { event: 'say', callId: 'c-7', err: new Error('a fault of ours') },
  ]);
  expect(lines[0]).not.toHaveProperty('callId');
});

test('the line names the call that the message is about, as long as that is an id', async () => {
  const lines: object[] = [];
  const log = { warn: (details: object) => void lines.push(details), error: () => {} };
  const socket = Object.assign(new EventEmitter(), { id: 'handle-ids', data: {} });
  handle(socket as unknown as Socket, 'control', z.object({ action: z.string() }), log, () => {});
  const control = (message: unknown) => new Promise((resolve) => socket.emit('control', message, resolve));
  await control({ callId: 'c-7', reservationId: 'r-1' });
  await control({ callId: 'Maria Silva, maria@example.com', reservationId: 7 });
  await control('c-7');
  expect(lines[0]).toMatchObject({ event: 'control', callId: 'c-7', reservationId: 'r-1' });
  for (const line of lines.slice(1)) for (const id of ['callId', 'reservationId']) expect(line).not.toHaveProperty(id);
});
