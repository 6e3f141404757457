import { type Context, Hono } from 'hono';
import type { Enter } from '../abuse/entrance.ts';
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
import type { Note } from '../routing/service.ts';
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
  /** How often messages are left, and recordings begun. */
  enter: Enter;
  note: Note;
}

/** Messages of callers: /api/widget/messages and …/recordings for whoever has the call's key; the rest for those who return them. */
export function openMessagesApi(options: MessagesApiOptions): Hono {
  const { messageBox, messageList, recordings, enter, note, now } = options;
  const app = new Hono();

  app.post('/widget/messages', async (context) => {
    const message = await bodyOf(LeaveMessage, context);
    const { recordingId, key, email } = message;
    await enter('message', { address: addressOf(context), callId: key.callId, email });
    const left = await messageBox.leave(message, recordingId === null ? null : await recordings.of(key.callId, recordingId), now());
    if (recordingId !== null) recordings.drop(recordingId);
    await note(left);
    return context.json({});
  });
  app.post('/widget/recordings', async (context) => {
    const { key } = await bodyOf(StartRecording, context);
    await enter('recording', { address: addressOf(context), callId: key.callId });
    await messageBox.assertMayRecord(key, now());
    return context.json<RecordingStarted>(await recordings.begin(key.callId));
  });
  app.post('/widget/recordings/stop', async (context) => {
    const { durationMs } = await recordings.stop((await bodyOf(RecordingRef, context)).id);
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
