import type { Metric } from '../http/prometheus.ts';
import { type Board, CALL_STATES } from '../protocol/board.ts';

export interface MetricSources {
  board: Board;
  webhooks: { pending: number; dead: number };
  streams: number;
  sockets: number;
  /** Nanoseconds, since they were read last. */
  loopDelay: { percentile(percent: number): number; max: number };
  memory: NodeJS.MemoryUsage;
  /** Microseconds, since the start. */
  cpu: NodeJS.CpuUsage;
}

/** What who runs the program watches it by. No name of a caller or an agent is in it. Pure. */
export function metricsOf({ board, webhooks, streams, sockets, loopDelay, memory, cpu }: MetricSources): Metric[] {
  const gauge = (name: string, help: string, samples: Metric['samples']): Metric => ({
    name: `tandem_${name}`,
    help,
    type: 'gauge',
    samples,
  });
  const byQueue = (name: string, help: string, of: (queue: Board['queues'][number]) => number | null) =>
    gauge(
      name,
      help,
      board.queues.map((queue) => ({ labels: { queue: queue.id }, value: of(queue) })),
    );
  const byCenter = (name: string, help: string, of: (center: Board['centers'][number]) => number | null) =>
    gauge(
      name,
      help,
      board.centers.map((center) => ({ labels: { center: center.id }, value: of(center) })),
    );
  const seconds = (ms: number | null) => (ms === null ? null : ms / 1000);
  const today = 'since midnight of the queue';
  return [
    gauge(
      'calls',
      'Calls that are not over, by state',
      CALL_STATES.map((state) => ({ labels: { state }, value: board.calls.filter((call) => call.state === state).length })),
    ),
    byQueue('queue_waiting', 'Callers who wait', (queue) => queue.waiting),
    byQueue('queue_longest_wait_seconds', 'How long who waits longest has waited', ({ oldestEnqueuedAt }) =>
      oldestEnqueuedAt === null ? 0 : Math.max(0, board.now - oldestEnqueuedAt) / 1000,
    ),
    byQueue('queue_available_agents', 'Agents who could take a call now', (queue) => queue.availableAgents),
    byQueue('queue_offered_today', `Calls that came, ${today}`, (queue) => queue.offered),
    byQueue('queue_answered_today', `Calls that were answered, ${today}`, (queue) => queue.answered),
    byQueue('queue_answered_in_time_today', `Calls that were answered within the threshold, ${today}`, (queue) => queue.inTime),
    byQueue('queue_abandoned_today', `Calls whose caller left, ${today}`, (queue) => queue.abandoned),
    byQueue('queue_missed_offers_today', `Offers that agents missed, ${today}`, (queue) => queue.missedOffers),
    byQueue('queue_speed_of_answer_seconds', `Average speed of answer, ${today}`, (queue) => seconds(queue.asaMs)),
    byQueue('queue_handle_time_seconds', `Average handle time, ${today}`, (queue) => seconds(queue.ahtMs)),
    byCenter('center_up', 'Whether the center reports', ({ link }) => (link === 'up' ? 1 : 0)),
    byCenter('center_data_age_seconds', 'How old its last report is', ({ heardAt }) =>
      heardAt === null ? null : Math.max(0, board.now - heardAt) / 1000,
    ),
    byCenter('center_signed_in_agents', 'Agents who are signed in', (center) => center.signedIn),
    byCenter('center_available_agents', 'Agents who could take a call now', (center) => center.available),
    gauge('webhook_deliveries', 'Deliveries that are still tried, and that were given up', [
      { labels: { state: 'pending' }, value: webhooks.pending },
      { labels: { state: 'dead' }, value: webhooks.dead },
    ]),
    gauge('event_streams', 'Streams of events that are open', [{ value: streams }]),
    gauge('sockets', 'Sockets that are open', [{ value: sockets }]),
    gauge('event_loop_delay_seconds', 'How late the event loop is, since it was read last', [
      { labels: { quantile: '0.5' }, value: loopDelay.percentile(50) / 1e9 },
      { labels: { quantile: '0.99' }, value: loopDelay.percentile(99) / 1e9 },
      { labels: { quantile: '1' }, value: loopDelay.max / 1e9 },
    ]),
    gauge('resident_memory_bytes', 'Memory of the process', [{ value: memory.rss }]),
    {
      name: 'tandem_cpu_seconds_total',
      help: 'Processor time of the process',
      type: 'counter',
      samples: [{ value: (cpu.user + cpu.system) / 1e6 }],
    },
  ];
}
