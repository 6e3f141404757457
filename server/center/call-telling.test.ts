import fc from 'fast-check';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { ToldConversation } from '../protocol/told-calls.ts';
import { Failure } from '../sockets/failure.ts';
import { CallTelling } from './call-telling.ts';

const log = pino({ level: 'silent' });

/** What happens on the way: nothing, the question is lost, the answer is, the center ends before it has noted it, it is never taken. */
const FATES = ['taken', 'question-lost', 'answer-lost', 'note-lost', 'refused'] as const;

test('each is told until it is taken, in order; whatever is lost on the way, the installation has each once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...FATES), { maxLength: 40 }),
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 8 }),
      async (fates, bursts) => {
        const fate = fates.values();
        const ended: string[] = [];
        const noted = new Set<string>();
        const refused = new Set<string>();
        const kept: string[] = [];
        const open: CallTelling[] = [];
        const begin = () => {
          const telling = new CallTelling({
            log,
            untold: {
              next: async () => {
                const conversationId = ended.find((one) => !noted.has(one));
                return conversationId === undefined ? null : ({ conversationId } as ToldConversation);
              },
              done: async (conversationId) => {
                if (lost.note) {
                  lost.note = false;
                  throw new Error('The center ended');
                }
                noted.add(conversationId);
              },
            },
            tell: async ({ conversationId }) => {
              const what = fate.next().value ?? 'taken';
              if (what === 'question-lost') throw new Failure('unavailable', 'The routing server can’t be reached');
              if (what === 'refused' && !kept.includes(conversationId)) {
                refused.add(conversationId);
                throw new Failure('conflict', 'refused');
              }
              // As the installation does: what it has already it has.
              if (!kept.includes(conversationId)) kept.push(conversationId);
              if (what === 'answer-lost') throw new Failure('unavailable', 'The routing server can’t be reached');
              if (what === 'note-lost') lost.note = true;
            },
          });
          open.push(telling);
          return telling;
        };
        const lost = { note: false };
        let telling = begin();
        for (const burst of bursts) {
          for (let nth = 0; nth < burst; nth += 1) ended.push(`c${ended.length}`);
          await Promise.all([telling.tell(), telling.tell()]);
          if (burst === 2) telling = begin(); // the center is started anew
        }
        for (let round = 0; round <= fates.length; round += 1) await telling.tell();
        for (const one of open) await one.close();
        expect(kept).toEqual(ended.filter((one) => !refused.has(one)));
        expect([...noted].sort()).toEqual([...ended].sort());
      },
    ),
  );
});
