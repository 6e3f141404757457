import type { Hono } from 'hono';
import type { Config } from '../config.ts';
import type { PrismaClient } from '../data/database.ts';
import { openMessageBox } from '../data/left-messages.ts';
import { openMessageList } from '../data/message-list.ts';
import type { Auth } from '../http/auth.ts';
import { openMessagesApi } from '../http/messages-api.ts';
import type { RecordingDesk } from '../media/recordings.ts';

interface Ports {
  prisma: PrismaClient;
  auth: Auth;
  config: Config;
  recordings: RecordingDesk;
  now: () => number;
}

/** What callers leave whom a queue could not take, or who would wait no longer; and those who return it. */
export function openMessages({ prisma, auth, config, recordings, now }: Ports) {
  const box = openMessageBox(prisma);
  const list = openMessageList(prisma);
  const messagesApi = openMessagesApi({
    ...{ auth, recordings, now },
    messageBox: box,
    messageList: list,
    messagesPerMinute: config.callsPerMinute,
  });
  return { box, list, parts: [['/api', messagesApi]] as const satisfies [path: string, app: Hono][] };
}
