import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { Server } from 'socket.io';
import { afterEach, expect, test } from 'vitest';
import { LINK_NAMESPACE, type Report } from '../protocol/link.ts';
import { RoutingLink } from './link.ts';

/** A center's link, and routing servers of which one decides. */

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function listen(answer?: RequestListener) {
  const http = createServer(answer).listen(0, '127.0.0.1');
  await once(http, 'listening');
  open.push(() => {
    http.closeAllConnections();
    http.close();
  });
  return { http, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
}

/** As a server answers while another one decides. */
const standby = () => listen((_, response) => response.writeHead(503).end());

/** One that decides: whoever links is asked for a snapshot. */
async function decider() {
  const { http, url } = await listen();
  const io = new Server(http, { serveClient: false });
  const reports: Report[] = [];
  io.of(LINK_NAMESPACE).on('connection', (socket) => {
    socket.on('report', (report: Report, answer) => {
      reports.push(report);
      answer({ ok: true, data: {} });
    });
    socket.emit('snapshot-please');
  });
  const end = () => io.close();
  open.push(end);
  return { url, reports, end };
}

function link(urls: string[]): { waiting: unknown[] } {
  const waiting: unknown[] = [];
  const made = new RoutingLink({
    ...{ centerId: 'lisbon', key: 'x'.repeat(16), epoch: 'e', now: Date.now, log: pino({ level: 'silent' }) },
    activity: () => ({ agents: [], volume: { waiting: 0, ringing: 0, talking: 0 } }),
    onWaiting: (queues) => waiting.push(queues),
    ...{ onWork: () => {}, onTexts: () => {}, onSupervise: async () => {}, beforeReports: async () => {}, onSynced: () => {} },
  });
  made.open(urls);
  open.push(() => made.close());
  return { waiting };
}

test('where a server stands by, or nobody is, the next address is tried', async () => {
  const gone = await listen();
  gone.http.close();
  const { reports, url } = await decider();
  link([gone.url, (await standby()).url, url]);
  await expect.poll(() => reports.length, { timeout: 5000 }).toBeGreaterThan(0);
  expect(reports[0]).toMatchObject({ kind: 'snapshot' });
});

test('a server that ends is followed by the other, whose reports go on from there', async () => {
  const first = await decider();
  const second = await decider();
  const { waiting } = link([first.url, second.url]);
  await expect.poll(() => first.reports.length, { timeout: 5000 }).toBeGreaterThan(0);
  expect(second.reports).toEqual([]);
  await first.end();
  await expect.poll(() => second.reports.length, { timeout: 8000 }).toBeGreaterThan(0);
  expect(waiting).toEqual([null]);
  expect(second.reports[0]).toMatchObject({ kind: 'snapshot', seq: (first.reports.at(-1)?.seq ?? 0) + 1 });
});
