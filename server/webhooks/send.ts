import { CrmFailure } from '../data/customers/crm-failure.ts';
import { exchangeText } from '../data/customers/exchange.ts';
import { SIGNATURE_HEADER, signatureOf, TIMESTAMP_HEADER } from '../data/customers/signature.ts';
import type { DeliveryProblem, DueDelivery } from '../data/webhook-book.ts';
import type { MaySendTo } from './addresses.ts';

const TIMEOUT_MS = 10_000;
export const DELIVERY_HEADER = 'x-tandem-delivery';
export const EVENT_HEADER = 'x-tandem-event';

export interface Outcome {
  /** Of the answer; null when there was none. */
  status: number | null;
  /** null: it was taken. */
  problem: DeliveryProblem | null;
}
export type Send = (delivery: DueDelivery, now: number) => Promise<Outcome>;

/** One signed POST, to an address that webhooks may be sent to at this moment. Never rejects. */
export const sender =
  (may: MaySendTo): Send =>
  async ({ id, url: address, secrets, event, body }, now) => {
    if (secrets.length === 0) return { status: null, problem: 'secret' };
    try {
      const url = new URL(address);
      const timestamp = Math.floor(now / 1000);
      const signed = { method: 'POST', path: url.pathname + url.search, timestamp, body };
      const signature = secrets.map((secret) => signatureOf(secret, signed)).join(',');
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'Tandem',
        [DELIVERY_HEADER]: id,
        [EVENT_HEADER]: event,
        [TIMESTAMP_HEADER]: String(timestamp),
        [SIGNATURE_HEADER]: signature,
      };
      const { status } = await exchangeText({ url, method: 'POST', headers, body, timeoutMs: TIMEOUT_MS, mayAsk: may(url) });
      return { status, problem: status >= 200 && status < 300 ? null : 'status' };
    } catch (error) {
      return { status: null, problem: error instanceof CrmFailure ? problemOf(error) : 'unreachable' };
    }
  };

function problemOf({ problem }: CrmFailure): DeliveryProblem {
  switch (problem) {
    case 'forbidden-address':
    case 'unreachable':
    case 'too-slow':
    case 'redirect':
    case 'too-large':
      return problem;
    default:
      return 'status';
  }
}
