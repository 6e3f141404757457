import type { AuditLog } from '../data/audit.ts';
import type { MessageRecordings } from '../data/message-recordings.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const LOOK_EVERY_MS = 60 * 60 * 1000;

interface OldRecordingsOptions {
  recordings: Pick<MessageRecordings, 'deleteDoneBefore'>;
  audit: AuditLog;
  /** How long the recording of a message that is done is kept. */
  days: number;
  now: () => number;
  log: { error(details: object, message: string): void };
}

/** Deletes recordings of messages that were done so long ago, and says so in the audit log. What waits to be returned stays. */
export function watchOldRecordings({ recordings, audit, days, now, log }: OldRecordingsOptions) {
  const look = async (): Promise<void> => {
    const count = await recordings.deleteDoneBefore(now() - days * DAY_MS);
    if (count === 0) return;
    const actor = { id: 'tandem', name: 'Tandem' };
    await audit.record({
      ...{ at: now(), actor, action: 'recordings-deleted', outcome: 'done', centerId: null, subject: null },
      details: { recordings: count, days },
    });
  };
  let looking: Promise<void> = Promise.resolve();
  const lookSoon = () => {
    looking = looking.then(look).catch((error: unknown) => log.error({ err: error }, 'Old recordings could not be deleted'));
  };
  lookSoon();
  const timer = setInterval(lookSoon, LOOK_EVERY_MS).unref();
  return {
    /** Now, rather than within the hour. */
    look,
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}
