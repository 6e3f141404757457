import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { BrowserContext } from '@playwright/test';

const HOST = '127.0.0.1';

/**
 * The network between one person and the program: relays of the page's connections and of the media, UDP and TCP, that can be
 * cut. While it is cut nothing comes through in either direction, and nobody is told: a connection that is opened then never
 * gets an answer, packets are gone, and what was connected before hears nothing until it is mended, as with a cable pulled.
 */
export class Wire {
  readonly #relays: { close(): void }[] = [];
  readonly #page: State = { cut: false, loss: 0, mended: new Set() };
  readonly #sound: State = { cut: false, loss: 0, mended: new Set() };
  /** Where the person finds the program. */
  url = '';
  #mediaPort = 0;
  #media = 0;

  /** @param mediaPort of the program's only media worker */
  static async between(program: { url: string }, mediaPort: number): Promise<Wire> {
    const wire = new Wire();
    const page = await relayTcp(Number(new URL(program.url).port), 0, wire.#page);
    const media = await relayTcp(mediaPort, 0, wire.#sound);
    const datagrams = await relayUdp(mediaPort, media.port, wire.#sound);
    wire.#relays.push(page, media, datagrams);
    wire.url = `http://localhost:${page.port}`;
    wire.#mediaPort = mediaPort;
    wire.#media = media.port;
    return wire;
  }

  /** The media server names its own port: this browser is told the relay's instead. */
  async lead(context: BrowserContext): Promise<void> {
    await context.addInitScript(
      ([from, to]) => {
        const { setRemoteDescription } = RTCPeerConnection.prototype;
        RTCPeerConnection.prototype.setRemoteDescription = function (description?: RTCSessionDescriptionInit) {
          const sdp = description?.sdp?.replaceAll(new RegExp(`(\\S+) ${from} typ host`, 'g'), `127.0.0.1 ${to} typ host`);
          const led = sdp === undefined ? description : { type: description?.type as RTCSdpType, sdp };
          return (setRemoteDescription as (description?: RTCSessionDescriptionInit) => Promise<void>).call(this, led);
        };
      },
      [this.#mediaPort, this.#media] as const,
    );
  }

  cut(): void {
    this.#page.cut = true;
    this.cutSound();
  }

  /** The page gets through and its media does not, as behind many a firewall. */
  cutSound(): void {
    this.#sound.cut = true;
  }

  mend(): void {
    for (const state of [this.#page, this.#sound]) {
      state.cut = false;
      for (const mended of state.mended) mended();
    }
  }

  /** From now on this share of the media's packets is lost in each direction, 0..1. */
  lose(share: number): void {
    this.#sound.loss = share;
  }

  close(): void {
    for (const relay of this.#relays) relay.close();
  }
}

/** `loss`: which share of the packets of the media is lost. */
interface State {
  cut: boolean;
  loss: number;
  mended: Set<() => void>;
}

async function relayTcp(to: number, port: number, state: State): Promise<{ port: number; close(): void }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    sockets.add(client);
    client.on('error', () => client.destroy());
    if (state.cut) return; // heard by nobody
    const far = connect(to, HOST);
    sockets.add(far);
    far.on('error', () => far.destroy());
    const flows = [flow(client, far, state), flow(far, client, state)];
    const mended = () => {
      for (const each of flows) each();
    };
    state.mended.add(mended);
    far.on('close', () => state.mended.delete(mended));
  });
  server.listen(port, HOST);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** From one to the other, also the end; held while the wire is cut. Returns what lets go what was held. */
function flow(from: Socket, to: Socket, state: State): () => void {
  const held: Buffer[] = [];
  let ended = false;
  const letGo = () => {
    for (const data of held.splice(0)) to.write(data);
    if (ended) to.end();
  };
  from.on('data', (data) => {
    held.push(data);
    if (!state.cut) letGo();
  });
  from.on('close', () => {
    ended = true;
    if (!state.cut) letGo();
  });
  return letGo;
}

async function relayUdp(to: number, port: number, state: State): Promise<{ close(): void }> {
  const near = createSocket('udp4');
  /** One for each port that a browser sends from, as a router at home has. */
  const far = new Map<number, UdpSocket>();
  /** Spread evenly: the same loss on every run. */
  let count = 0;
  const lost = () => {
    count += 1;
    return state.cut || (count * state.loss) % 1 < state.loss;
  };
  near.on('message', (packet, sender) => {
    if (lost()) return;
    let out = far.get(sender.port);
    if (out === undefined) {
      out = createSocket('udp4');
      out.on('message', (answer) => {
        if (!lost()) near.send(answer, sender.port, sender.address);
      });
      out.on('error', () => undefined);
      far.set(sender.port, out);
    }
    out.send(packet, to, HOST);
  });
  near.on('error', () => undefined);
  near.bind(port, HOST);
  await once(near, 'listening');
  return {
    close: () => {
      near.close();
      for (const socket of far.values()) socket.close();
    },
  };
}

/** A port that nobody uses now, for the media of a program whose port a test must know beforehand. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
