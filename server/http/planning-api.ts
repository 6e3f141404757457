import { type Context, Hono } from 'hono';
import type { Planning } from '../planning/service.ts';
import { type Forecast, ForecastRequest, type PlanningScope, type WhatIf, WhatIfRequest } from '../protocol/planning.ts';
import type { Auth } from './auth.ts';
import { bodyOf, signedInAs } from './requests.ts';

export interface PlanningApiOptions {
  auth: Auth;
  planning: Planning;
}

/** Forecast and what-if, under /api/planning: for supervisors, of the centers they supervise. */
export function openPlanningApi({ auth, planning }: PlanningApiOptions): Hono {
  const app = new Hono();
  const asking = (context: Context) => signedInAs(auth, ['supervisor', 'administrator'], context);

  app.get('/', async (context) => context.json<PlanningScope>(await planning.scope(await asking(context))));
  app.post('/forecast', async (context) => {
    const who = await asking(context);
    return context.json<Forecast>(await planning.forecast(who, await bodyOf(ForecastRequest, context)));
  });
  app.post('/what-if', async (context) => {
    const who = await asking(context);
    return context.json<WhatIf>(await planning.start(who, await bodyOf(WhatIfRequest, context)));
  });
  app.get('/what-if/:id', async (context) => context.json<WhatIf>(planning.look(await asking(context), context.req.param('id'))));
  app.delete('/what-if/:id', async (context) => context.json<WhatIf>(planning.cancel(await asking(context), context.req.param('id'))));
  return app;
}
