import { Histogram } from 'prom-client';
import type { RoutingTimes } from '../routing/service.ts';

/** Seconds; a decision takes milliseconds, and what takes seconds is a database or a network in trouble. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** How long the routing server takes, for Prometheus. */
export function routingTimes(): { times: RoutingTimes; histograms: readonly Histogram[] } {
  const histogram = (name: string, help: string) => new Histogram({ name: `tandem_${name}`, help, buckets: BUCKETS, registers: [] });
  const decision = histogram('decision_seconds', 'From a command to its answer, which comes once what was decided is stored');
  const store = histogram('store_seconds', 'How long it takes to store what was decided, a batch');
  const offer = histogram('offer_seconds', 'From the word that made an offer possible until everybody concerned was told of the offer');
  return {
    times: {
      answered: (ms) => decision.observe(ms / 1000),
      stored: (ms) => store.observe(ms / 1000),
      offered: (ms) => offer.observe(ms / 1000),
    },
    histograms: [decision, store, offer],
  };
}
