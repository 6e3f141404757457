import { Hono } from 'hono';
import type { Registry } from 'prom-client';
import { isFromThisMachine } from './addresses.ts';
import type { KeyOf } from './keyed.ts';

/** GET /metrics, for Prometheus: from this machine, or with a key that has the scope `metrics:read`. */
export function openMetricsApi({ keyOf, registry }: { keyOf: KeyOf; registry: Registry }): Hono {
  const app = new Hono();
  app.get('/', async (context) => {
    if (!isFromThisMachine(context.req.raw.headers)) await keyOf(context, 'metrics:read');
    return context.body(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
  return app;
}
