import { Hono } from 'hono';
import { isFromThisMachine } from './addresses.ts';
import type { KeyOf } from './keyed.ts';
import { type Metric, PROMETHEUS_TYPE, prometheusText } from './prometheus.ts';

/** GET /metrics, for Prometheus: from this machine, or with a key that has the scope `metrics:read`. */
export function openMetricsApi({ keyOf, metrics }: { keyOf: KeyOf; metrics: () => Promise<readonly Metric[]> }): Hono {
  const app = new Hono();
  app.get('/', async (context) => {
    if (!isFromThisMachine(context.req.raw.headers)) await keyOf(context, 'metrics:read');
    return context.body(prometheusText(await metrics()), 200, { 'content-type': PROMETHEUS_TYPE });
  });
  return app;
}
