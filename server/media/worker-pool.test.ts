import { EventEmitter } from 'node:events';
import type { types as ms } from 'mediasoup';
import pino from 'pino';
import { expect, it, vi } from 'vitest';
import { WorkerPool, type WorkerPoolOptions } from './worker-pool.ts';

/** A worker without a process: what the pool uses of one. */
class FakeWorker extends EventEmitter {
  closed = false;
  died = false;
  subprocessClosed = false;
  pid: number;
  ports: number[] = [];
  portsTaken: boolean;
  routers: { observer: EventEmitter; closed: boolean; close(): void }[] = [];

  constructor(pid: number, portsTaken: boolean) {
    super();
    this.pid = pid;
    this.portsTaken = portsTaken;
  }
  async createWebRtcServer({ listenInfos }: ms.WebRtcServerOptions) {
    if (this.portsTaken) throw new Error('address already in use');
    this.ports = listenInfos.map(({ port }, i) => port ?? 20_000 + this.pid * 2 + i);
    const [udp, tcp] = this.ports;
    return { dump: async () => ({ udpSockets: [{ port: udp }], tcpServers: [{ port: tcp }] }) };
  }
  async createRouter() {
    const router = {
      observer: new EventEmitter(),
      closed: false,
      close() {
        this.closed = true;
        this.observer.emit('close');
      },
    };
    this.routers.push(router);
    return router;
  }
  close() {
    this.closed = true;
    queueMicrotask(() => {
      this.subprocessClosed = true;
      this.emit('subprocessclose');
    });
  }
  die() {
    this.closed = this.died = true;
    for (const router of this.routers) router.close();
    this.emit('died', new Error('killed'));
  }
}

/** A pool of fake workers; `taken` says which of them, counted from 1, find their port taken. */
async function fakePool(options: Partial<WorkerPoolOptions> = {}, taken: (nth: number) => boolean = () => false) {
  const made: FakeWorker[] = [];
  const pool = await WorkerPool.create({
    workers: 2,
    listenIp: '127.0.0.1',
    basePort: 40_000,
    log: pino({ level: 'silent' }),
    retryDelayMs: () => 0,
    createWorker: async () => {
      const worker = new FakeWorker(made.length + 1, taken(made.length + 1));
      made.push(worker);
      return worker as unknown as ms.Worker;
    },
    ...options,
  });
  return { pool, made };
}

it('gives each worker a UDP and a TCP port of its own, from the base port on', async () => {
  const { pool, made } = await fakePool({ workers: 3 });
  expect(made.map(({ ports }) => ports)).toEqual([
    [40_000, 40_000],
    [40_001, 40_001],
    [40_002, 40_002],
  ]);
  await pool.close();
});

it('opens rooms where there are fewest, also when many are opened at once', async () => {
  const { pool } = await fakePool();
  const rooms = await Promise.all(['a', 'b', 'c', 'd'].map((label) => pool.open(label)));
  expect(pool.stats().map(({ rooms: open }) => open)).toEqual([2, 2]);
  rooms[0]?.router.close();
  rooms[2]?.router.close();
  await Promise.all([pool.open('e'), pool.open('f')]);
  expect(pool.stats().map(({ rooms: open }) => open)).toEqual([2, 2]);
  await pool.close();
});

it('tells whose rooms were on a worker that died, and replaces it on its ports', async () => {
  const { pool, made } = await fakePool({ basePort: 0 });
  const deaths: string[][] = [];
  pool.onDeath((labels) => deaths.push(labels));
  await Promise.all(['a', 'b', 'c'].map((label) => pool.open(label)));
  const { ports } = made[0] ?? {};
  made[0]?.die();
  expect(deaths).toEqual([['a', 'c']]);
  expect(pool.stats().map(({ state }) => state)).toEqual(['starting', 'up']);
  await vi.waitFor(() => expect(pool.stats().map(({ state }) => state)).toEqual(['up', 'up']));
  expect(made[2]?.ports).toEqual(ports);
  await pool.close();
});

it('tries again when the ports are still taken: on others if any would do, else on the same', async () => {
  const anyPort = await fakePool({ workers: 1, basePort: 0 }, (nth) => nth === 2);
  anyPort.made[0]?.die();
  await anyPort.pool.open('waits for a living worker');
  expect(anyPort.made[2]?.ports).not.toEqual(anyPort.made[0]?.ports);
  await anyPort.pool.close();

  const fixedPort = await fakePool({ workers: 1 }, (nth) => nth === 2 || nth === 3);
  fixedPort.made[0]?.die();
  await fixedPort.pool.open('waits for a living worker');
  expect(fixedPort.made[3]?.ports).toEqual([40_000, 40_000]);
  await fixedPort.pool.close();
});

it('does not start when a port is taken, and leaves no worker behind', async () => {
  const started: FakeWorker[] = [];
  await expect(
    fakePool({
      createWorker: async () => {
        started.push(new FakeWorker(started.length + 1, started.length === 1));
        return started.at(-1) as unknown as ms.Worker;
      },
    }),
  ).rejects.toThrow('address already in use');
  expect(started.map(({ subprocessClosed }) => subprocessClosed)).toEqual([true, true]);
});

it('refuses those who wait when it closes, and stops replacing', async () => {
  const { pool, made } = await fakePool({ workers: 1, retryDelayMs: () => 60_000 });
  made[0]?.die();
  const waiting = pool.open('late');
  await Promise.all([expect(waiting).rejects.toMatchObject({ code: 'unavailable' }), pool.close(), pool.close()]);
  expect(made).toHaveLength(1);
  expect(pool.stats().map(({ state }) => state)).toEqual(['closed']);
});
