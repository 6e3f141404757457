import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as requestPlain } from 'node:http';
import { request } from 'node:https';
import { connect, createServer, isIPv6 } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Certificate } from './certificates.ts';
import type { PortsIo, Taken } from './ports.ts';

/** What the checks ask of the network, carried out. */

const LIMIT_MS = 3000;
const WORD = 'tandem-doctor';

export const portsIo: PortsIo = {
  async tryPort(kind, host, port) {
    try {
      const { close } = await listen(kind, host, port);
      await close();
      return 'free';
    } catch (error) {
      return taken((error as NodeJS.ErrnoException).code ?? '');
    }
  },
  async isTandem(host, port) {
    const here = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (isIPv6(host) ? `[${host}]` : host);
    const asked = ['http', 'https'].map((scheme) => answerOf(`${scheme}://${here}:${port}/api/health`, { anyCertificate: true }));
    const answers = await Promise.allSettled(asked);
    return answers.some(
      (answer) => answer.status === 'fulfilled' && answer.value.status === 200 && /^\{"status":"/.test(answer.value.text),
    );
  },
  async reaches(kind, host, address, port) {
    const { heard, close } = await listen(kind, host, port);
    try {
      return await within(heard, kind === 'udp' ? () => sayByUdp(address, port) : () => sayByTcp(address, port));
    } finally {
      await close();
    }
  },
  connects: (address, port) => within(sayByTcp(address, port), () => {}),
};

function taken(code: string): Taken {
  if (code === 'EADDRINUSE') return 'taken';
  if (code === 'EACCES') return 'not-allowed';
  return 'no-address';
}

/** Whether it comes in time; nothing that is said on the way matters. */
async function within(heard: Promise<unknown>, say: () => unknown): Promise<boolean> {
  Promise.resolve(say()).catch(() => {});
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), LIMIT_MS);
  const came = heard.then(
    () => true,
    () => false,
  );
  return Promise.race([came, late.promise]).finally(() => clearTimeout(timer));
}

async function listen(kind: 'tcp' | 'udp', host: string, port: number): Promise<{ heard: Promise<unknown>; close(): Promise<unknown> }> {
  const heard = Promise.withResolvers<void>();
  const isWord = (data: Buffer) => data.toString() === WORD && heard.resolve();
  if (kind === 'udp') {
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4', isWord);
    socket.bind(port, host);
    await once(socket, 'listening');
    return { heard: heard.promise, close: async () => socket.close() };
  }
  const server = createServer((socket) => void socket.on('data', isWord).on('error', () => {}));
  server.listen(port, host);
  await once(server, 'listening');
  return { heard: heard.promise, close: () => new Promise((resolve) => server.close(resolve)) };
}

async function sayByUdp(address: string, port: number): Promise<void> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  socket.on('error', () => {});
  socket.send(WORD, port, address, () => socket.close());
}

async function sayByTcp(address: string, port: number): Promise<void> {
  const socket = connect({ host: address, port, timeout: LIMIT_MS });
  socket.once('timeout', () => socket.destroy(new Error('nobody answers')));
  await once(socket, 'connect');
  socket.end(WORD);
}

/** @throws when nobody answers */
export function answerOf(
  url: string,
  { ca, anyCertificate = false }: { ca?: string | null; anyCertificate?: boolean } = {},
): Promise<{ status: number; text: string }> {
  const secure = url.startsWith('https://');
  const options = { timeout: LIMIT_MS, rejectUnauthorized: !anyCertificate, ...(ca && { ca: readFileSync(ca) }) };
  return new Promise((resolve, reject) => {
    const asked = (secure ? request : requestPlain)(url, options, (response) => {
      let text = '';
      // Nothing that is looked for is longer.
      response.on('data', (chunk: Buffer) => {
        text = (text + chunk.toString()).slice(0, 10_000);
      });
      response.once('error', reject);
      response.once('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.once('timeout', () => asked.destroy(new Error(`no answer within ${LIMIT_MS / 1000} s`)));
    asked.once('error', reject);
    asked.end();
  });
}

/** What a browser would be shown at an https address. */
export function publicCertificate(url: string): Promise<Certificate & { problem: string | null }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    // Looked at also where it is not believed, so that it can be told why.
    const socket = connectTls({
      host: hostname,
      port: Number(port || 443),
      servername: hostname,
      rejectUnauthorized: false,
      timeout: LIMIT_MS,
    });
    socket.once('error', reject);
    socket.once('timeout', () => socket.destroy(new Error(`no answer within ${LIMIT_MS / 1000} s`)));
    socket.once('secureConnect', () => {
      const { valid_from, valid_to } = socket.getPeerCertificate();
      const problem = socket.authorized ? null : String(socket.authorizationError);
      resolve({ from: Date.parse(valid_from), until: Date.parse(valid_to), problem });
      socket.destroy();
    });
  });
}
