import type { PrismaClient } from './database.ts';

/** The sound of recorded messages. */
export interface MessageRecordings {
  /** Of messages that were done before then. The message stays, and says that its recording is gone. @returns how many */
  deleteDoneBefore(time: number): Promise<number>;
}

export function openMessageRecordings(prisma: PrismaClient): MessageRecordings {
  return {
    async deleteDoneBefore(time) {
      // One statement: a message that is opened again meanwhile keeps its recording.
      return prisma.$executeRaw`
        DELETE FROM "MessageRecording" AS sound USING "LeftMessage" AS message
        WHERE message."id" = sound."messageId" AND message."doneAt" < ${new Date(time)}`;
    },
  };
}
