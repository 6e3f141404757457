import { Counter, collectDefaultMetrics, Gauge, type Histogram, Registry } from 'prom-client';
import { type Board, CALL_STATES } from '../protocol/board.ts';
import { CHANNELS } from '../protocol/common.ts';

export interface MetricSources {
  board: Board;
  webhooks: { pending: number; dead: number };
  streams: number;
}

/** One figure of ours, without the `tandem_` that its name begins with. What is not known (null) is left out. */
export interface Figure {
  /** In base units: seconds, bytes, ratios of 1. */
  name: string;
  help: string;
  /** What only grows while the program runs; else it goes up and down. */
  kind?: 'counter';
  samples: readonly { labels?: Readonly<Record<string, string>>; value: number | null }[];
}

/** What Prometheus reads of one server. */
export interface Metrics {
  readonly contentType: string;
  /** Another part's figures, which are looked at anew each time. */
  add(look: () => readonly Figure[] | Promise<readonly Figure[]>): void;
  text(): Promise<string>;
}

/**
 * @param times what is counted while it happens
 * @returns our figures, and those of the process (processor time, memory, how late the event loop is) under the names that
 * prom-client gives them in every Node program
 */
export function openMetrics(times: readonly Histogram[] = []): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const time of times) registry.registerMetric(time);
  const looks: Parameters<Metrics['add']>[0][] = [];
  const meters = new Map<string, Gauge | Counter>();
  const meterOf = ({ name, help, kind, samples }: Figure) => {
    const known = meters.get(name);
    if (known) return known;
    const labelNames = Object.keys(samples[0]?.labels ?? {});
    const options = { name: `tandem_${name}`, help, labelNames, registers: [registry] };
    const made = kind === 'counter' ? new Counter(options) : new Gauge(options);
    meters.set(name, made);
    return made;
  };
  return {
    contentType: registry.contentType,
    add: (look) => void looks.push(look),
    async text() {
      const figures = (await Promise.all(looks.map((look) => look()))).flat();
      for (const figure of figures) {
        if (figure.samples.length === 0) continue;
        const meter = meterOf(figure);
        // Queues and centers that are no more leave nothing behind.
        meter.reset();
        for (const { labels = {}, value } of figure.samples) if (value !== null) meter.inc(labels, value);
      }
      return registry.metrics();
    },
  };
}

/** What who runs the program watches it by. No name of a caller or an agent is in it. Pure. */
export function figuresOf({ board, webhooks, streams }: MetricSources): Figure[] {
  const figure = (name: string, help: string, samples: Figure['samples']): Figure => ({ name, help, samples });
  const byQueue = (name: string, help: string, of: (queue: Board['queues'][number]) => number | null) =>
    figure(
      name,
      help,
      board.queues.map((queue) => ({ labels: { queue: queue.id }, value: of(queue) })),
    );
  const byCenter = (name: string, help: string, of: (center: Board['centers'][number]) => number | null) =>
    figure(
      name,
      help,
      board.centers.map((center) => ({ labels: { center: center.id }, value: of(center) })),
    );
  const seconds = (ms: number | null) => (ms === null ? null : ms / 1000);
  const today = 'since midnight of the queue';
  return [
    figure(
      'calls',
      'Calls and text conversations that are not over, by state',
      CHANNELS.flatMap((channel) =>
        CALL_STATES.map((state) => ({
          labels: { state, channel },
          value: board.calls.filter((call) => call.state === state && call.channel === channel).length,
        })),
      ),
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
    figure('webhook_deliveries', 'Deliveries that are still tried, and that were given up', [
      { labels: { state: 'pending' }, value: webhooks.pending },
      { labels: { state: 'dead' }, value: webhooks.dead },
    ]),
    figure('event_streams', 'Streams of events that are open', [{ value: streams }]),
  ];
}
