import { type Context, Hono } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { MessageBox } from '../data/left-messages.ts';
import type { MessageList } from '../data/message-list.ts';
import type { RecordingDesk } from '../media/recordings.ts';
import { ROLES } from '../protocol/api.ts';
import {
  LeaveMessage,
  type LeftMessages,
  MessageNotes,
  RecordingRef,
  type RecordingStarted,
  StartRecording,
} from '../protocol/messages.ts';
import { Failure } from '../sockets/failure.ts';
import { addressOf } from './addresses.ts';
import type { Auth } from './auth.ts';
import { soundAnswer } from './ranges.ts';
import { bodyOf, idOf, signedInAs } from './requests.ts';

export interface MessagesApiOptions {
  auth: Auth;
  messageBox: MessageBox;
  messageList: MessageList;
  recordings: RecordingDesk;
  now: () => number;
  /** Messages that one address may leave, and recordings that it may begin, in a minute. */
  messagesPerMinute: number;
}

/** Messages of callers: /api/widget/messages and …/recordings for whoever has the call's key; the rest for those who return them. */
export function openMessagesApi(options: MessagesApiOptions): Hono {
  const { messageBox, messageList, recordings, now } = options;
  const app = new Hono();
  const limited = () => {
    const limiter = new RateLimiterMemory({ points: options.messagesPerMinute, duration: 60 });
    return (context: Context) =>
      limiter.consume(addressOf(context)).catch(() => {
        throw new Failure('too-many', 'Too many messages were left from your address. Wait a minute, then try again.');
      });
  };
  const [mayLeave, mayRecord] = [limited(), limited()];

  app.post('/widget/messages', async (context) => {
    await mayLeave(context);
    const message = await bodyOf(LeaveMessage, context);
    const { recordingId, key } = message;
    await messageBox.leave(message, recordingId === null ? null : recordings.of(key.callId, recordingId), now());
    if (recordingId !== null) recordings.drop(recordingId);
    return context.json({});
  });
  app.post('/widget/recordings', async (context) => {
    await mayRecord(context);
    const { key } = await bodyOf(StartRecording, context);
    await messageBox.assertMayRecord(key, now());
    return context.json<RecordingStarted>(await recordings.begin(key.callId));
  });
  app.post('/widget/recordings/stop', async (context) => {
    const { durationMs } = recordings.stop((await bodyOf(RecordingRef, context)).id);
    return context.json({ durationMs });
  });
  app.post('/widget/recordings/drop', async (context) => {
    recordings.drop((await bodyOf(RecordingRef, context)).id);
    return context.json({});
  });
  app.get('/widget/recordings/:id', (context) => soundAnswer(recordings.get(idOf(context)).bytes, context.req.header('range')));

  const reader = (context: Context) => signedInAs(options.auth, ROLES, context);
  app.get('/messages', async (context) => context.json<LeftMessages>(await messageList.list(await reader(context))));
  app.get('/messages/:id/recording', async (context) => {
    const sound = await messageList.recording(await reader(context), idOf(context));
    return soundAnswer(sound, context.req.header('range'));
  });
  app.put('/messages/:id/notes', async (context) => {
    const who = await reader(context);
    await messageList.setNotes(who, idOf(context), (await bodyOf(MessageNotes, context)).notes);
    return context.json({});
  });
  app.post('/messages/:id/take', async (context) => {
    await messageList.take(await reader(context), idOf(context), now());
    return context.json({});
  });
  app.post('/messages/:id/release', async (context) => {
    await messageList.release(await reader(context), idOf(context));
    return context.json({});
  });
  app.post('/messages/:id/done', async (context) => {
    await messageList.done(await reader(context), idOf(context), now());
    return context.json({});
  });
  return app;
}
