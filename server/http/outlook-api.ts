import { Hono } from 'hono';
import type { QueueId } from '../protocol/common.ts';
import type { TopicOutlook } from '../protocol/widget.ts';
import { Failure } from '../sockets/failure.ts';
import type { WidgetGuard } from '../widget-keys/guard.ts';

export interface OutlookApiOptions {
  widgets: Pick<WidgetGuard, 'keyOf'>;
  outlookOf: (queueId: QueueId) => TopicOutlook | null;
}

/** GET /api/widget/outlook?topic=…: what a caller would meet, for whoever has a key that reaches the topic. */
export function openOutlookApi({ widgets, outlookOf }: OutlookApiOptions): Hono {
  const app = new Hono();
  app.get('/', (context) => {
    const { req } = context;
    const { queues } = widgets.keyOf({ named: req.query('key'), origin: req.header('origin'), host: req.header('host') });
    const topic = req.query('topic') ?? '';
    const outlook = queues === null || queues.includes(topic) ? outlookOf(topic) : null;
    if (outlook === null) throw new Failure('not-found', 'There is no such queue', 'topic');
    return context.json<TopicOutlook>(outlook);
  });
  return app;
}
