import type { Hono } from 'hono';
import type { Enter } from '../abuse/entrance.ts';
import type { Config } from '../config.ts';
import { openAuditLog } from '../data/audit.ts';
import type { PrismaClient } from '../data/database.ts';
import { openMessageBox } from '../data/left-messages.ts';
import { openMessageList } from '../data/message-list.ts';
import { openMessageRecordings } from '../data/message-recordings.ts';
import type { Auth } from '../http/auth.ts';
import { openMessagesApi } from '../http/messages-api.ts';
import type { RecordingDesk } from '../media/recordings.ts';
import type { Note } from '../routing/service.ts';
import { watchOldRecordings } from './old-recordings.ts';

interface Ports {
  prisma: PrismaClient;
  auth: Auth;
  enter: Enter;
  note: Note;
  recordings: RecordingDesk;
  config: Pick<Config, 'recordingsDays'>;
  log: { error(details: object, message: string): void };
  now: () => number;
}

/** What callers leave whom a queue could not take, or who would wait no longer; and those who return it. */
export function openMessages({ prisma, auth, enter, note, recordings, config, log, now }: Ports) {
  const box = openMessageBox(prisma);
  const list = openMessageList(prisma);
  const messagesApi = openMessagesApi({
    ...{ auth, recordings, now },
    messageBox: box,
    messageList: list,
    ...{ enter, note },
  });
  const old = watchOldRecordings({
    ...{ recordings: openMessageRecordings(prisma), audit: openAuditLog(prisma), now, log },
    days: config.recordingsDays,
  });
  return { box, list, close: () => old.close(), parts: [['/api', messagesApi]] as const satisfies [path: string, app: Hono][] };
}
