import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import { WIDGET_NAMESPACE } from '../protocol/widget.ts';
import { emptyState } from './core/model.ts';
import { queue } from './core/testing.ts';
import { RoutingService } from './service.ts';
import { TicketBook } from './tickets.ts';
import { WidgetGateway } from './widget-gateway.ts';

const log = { warn: () => {}, error: () => {} };
const store = { load: async () => emptyState(), append: async () => {}, forgetReportsBefore: async () => 0, endedSince: async () => [] };

/** Signing takes as long as the test wants. */
class SlowTickets extends TicketBook {
  readonly asked = Promise.withResolvers<void>();
  readonly signed = Promise.withResolvers<void>();

  override async prepareCall(...args: Parameters<TicketBook['prepareCall']>): Promise<void> {
    this.asked.resolve();
    await this.signed.promise;
    await super.prepareCall(...args);
  }
}

test('a caller whose connection is lost while the call’s ticket is signed is not left in the queue as if present', async () => {
  const service = await RoutingService.open({ store, now: Date.now, log, onFatal: () => {} });
  await service.submit({ kind: 'configure', queues: [queue('sales', { sales: 1 })], centers: [] });
  const tickets = new SlowTickets(new Uint8Array(32), Date.now);
  const http = createServer().listen(0, '127.0.0.1');
  const server = new Server(http);
  onTestFinished(async () => {
    await server.close();
    await service.close();
  });
  const namespace = server.of(WIDGET_NAMESPACE);
  new WidgetGateway({ namespace, service, tickets, log, callsPerMinute: 10, addressOf: () => 'here' });
  await once(http, 'listening');
  const closed = new Promise((resolve) => namespace.on('connection', (socket) => socket.on('disconnect', resolve)));

  const caller = io(`http://127.0.0.1:${(http.address() as AddressInfo).port}${WIDGET_NAMESPACE}`, { transports: ['websocket'] });
  caller.emit('start', { queueId: 'sales', name: 'M', email: null, customerId: null, page: null, question: null });
  await tickets.asked.promise;
  expect(service.state.calls.size).toBe(1);
  caller.disconnect();
  await closed;
  tickets.signed.resolve();
  await expect.poll(() => service.state.calls.size).toBe(0);
});
