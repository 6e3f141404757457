import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be cut: connections break, and new ones go nowhere, until it is mended. */
export interface Cable {
  url: string;
  port: number;
  cut(): void;
  /** As a network that drops packets: nothing breaks and nothing arrives, no good-bye either. What was on its way arrives once it is mended. */
  silence(): void;
  mend(): void;
  close(): Promise<void>;
}

/** @param to the port where the server is, or will be, on this machine, or the path of its socket */
export async function layCable(to: number | string): Promise<Cable> {
  const open = new Map<Socket, Socket>();
  let isCut = false;
  let isSilent = false;
  /** Whose other end has gone, which nobody has heard of yet. */
  const left = new Set<Socket>();
  const server = createServer((near) => {
    if (isCut) return near.destroy();
    const far = typeof to === 'string' ? connect(to) : connect(to, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.set(one, other);
      if (!isSilent) one.pipe(other);
      one.on('error', () => {});
      one.once('close', () => {
        open.delete(one);
        left.delete(one);
        if (isSilent) left.add(other);
        else other.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    isCut = true;
    for (const socket of [...open.keys(), ...left]) socket.destroy();
    left.clear();
  };
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}`, port },
    cut,
    silence() {
      isSilent = true;
      for (const [one, other] of open) one.unpipe(other);
    },
    mend() {
      isCut = false;
      for (const socket of left) socket.destroy();
      left.clear();
      if (isSilent) for (const [one, other] of open) one.pipe(other);
      isSilent = false;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
