import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { PrismaClient } from '../data/database.ts';
import { takeTold } from '../data/told-calls.ts';
import { ToldConversation } from '../protocol/told-calls.ts';
import type { RoutingService } from '../routing/service.ts';
import { assertOk, Failure } from '../sockets/failure.ts';
import type { CenterOf } from './centers-api.ts';
import { jsonOnly } from './own-requests.ts';
import { bodyOf } from './requests.ts';

/** A conversation with all that was written in it. */
const LARGEST = 4 * 1024 * 1024;

/** POST /api/centers/:id/calls: what a center took alone, see protocol/told-calls.ts. */
export function openToldCallsApi({
  prisma,
  service,
  centerOf,
  now,
}: {
  prisma: PrismaClient;
  service: RoutingService;
  centerOf: CenterOf;
  now: () => number;
}): Hono {
  const app = new Hono();
  // One after the other: whether it was told before is asked, and then it is kept.
  let turn: Promise<unknown> = Promise.resolve();
  const tooLarge = () => {
    throw new Failure('bad-request', 'The request is too large');
  };
  app.post('/:id/calls', jsonOnly, bodyLimit({ maxSize: LARGEST, onError: tooLarge }), async (context) => {
    const centerId = await centerOf(context);
    const told = await bodyOf(ToldConversation, context);
    const append = async (taken: Parameters<Parameters<typeof takeTold>[3]['append']>[0]) =>
      assertOk(await service.submit({ kind: 'take-told', ...taken }));
    const taken = turn.then(() => takeTold(prisma, centerId, told, { append, now: now() }));
    turn = taken.catch(() => {});
    await taken;
    return context.json({});
  });
  return app;
}
