import { Hono } from 'hono';
import type { Enter } from '../abuse/entrance.ts';
import type { QueueId } from '../protocol/common.ts';
import type { TopicOutlook } from '../protocol/widget.ts';
import { Failure } from '../sockets/failure.ts';
import type { WidgetGuard } from '../widget-keys/guard.ts';
import { addressOf } from './addresses.ts';

export interface OutlookApiOptions {
  widgets: Pick<WidgetGuard, 'keyOf'>;
  outlookOf: (queueId: QueueId) => TopicOutlook | null;
  enter: Enter;
}

/** GET /api/widget/outlook?topic=…: what a caller would meet, for whoever has a key that reaches the topic. */
export function openOutlookApi({ widgets, outlookOf, enter }: OutlookApiOptions): Hono {
  const app = new Hono();
  app.get('/', async (context) => {
    const { req } = context;
    const { id, queues } = widgets.keyOf({ named: req.query('key'), origin: req.header('origin'), host: req.header('host') });
    await enter('outlook', { address: addressOf(context), widgetKey: id });
    const topic = req.query('topic') ?? '';
    const outlook = queues === null || queues.includes(topic) ? outlookOf(topic) : null;
    if (outlook === null) throw new Failure('not-found', 'There is no such queue', 'topic');
    return context.json<TopicOutlook>(outlook);
  });
  return app;
}
