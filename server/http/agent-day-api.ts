import { Hono } from 'hono';
import { midnightIn } from '../cti/core/calendar.ts';
import { dayOf } from '../cti/core/day.ts';
import { dayFactsOf } from '../data/agent-day.ts';
import type { PrismaClient } from '../data/database.ts';
import type { MyDay } from '../protocol/desk.ts';
import { Failure } from '../sockets/failure.ts';
import { assertSupervises } from '../supervision/grants.ts';
import type { Auth } from './auth.ts';
import { signedInAs } from './requests.ts';

/** GET /api/agents/:id/day: what an agent did since midnight in their center, for those who supervise it. */
export function openAgentDayApi({ auth, prisma, now }: { auth: Auth; prisma: PrismaClient; now: () => number }): Hono {
  const app = new Hono();
  app.get('/:id/day', async (context) => {
    const who = await signedInAs(auth, ['supervisor', 'administrator'], context);
    const agent = await prisma.user.findUnique({ where: { id: context.req.param('id') }, include: { center: true } });
    if (!agent?.center || agent.role !== 'agent') throw new Failure('not-found', 'There is no such agent');
    assertSupervises(who, agent.center.id);
    const [at, { timeZone }] = [now(), agent.center];
    const startedAt = midnightIn(timeZone, at);
    return context.json<MyDay>(dayOf(await dayFactsOf(prisma, agent.id, startedAt), { startedAt, now: at, timeZone }));
  });
  return app;
}
