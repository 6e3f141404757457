import { type Context, Hono } from 'hono';
import type { Metrics } from '../data-out/metrics.ts';
import { Failure } from '../sockets/failure.ts';
import { isFromThisMachine } from './addresses.ts';
import { STATUS } from './status.ts';

/**
 * GET /metrics, for Prometheus: from this machine, or with a key.
 * @param options.mayAsk throws a Failure when a request from elsewhere shows none that is good
 */
export function openMetricsApi({ mayAsk, metrics }: { mayAsk: (context: Context) => Promise<unknown>; metrics: Metrics }): Hono {
  const app = new Hono();
  app.get('/', async (context) => {
    if (!isFromThisMachine(context.req.raw.headers)) await mayAsk(context);
    return context.body(await metrics.text(), 200, { 'content-type': metrics.contentType });
  });
  return app;
}

/** The same for a server that answers nothing else by itself. */
export function metricsAlone(metricsApi: Hono): Hono {
  const app = new Hono();
  app.onError((error, context) => {
    const { code, message } = error instanceof Failure ? error : new Failure('internal', 'Something went wrong on our side');
    return context.json({ error: { code, message } }, STATUS[code]);
  });
  return app.route('/metrics', metricsApi);
}
