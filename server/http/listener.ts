import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { TlsFiles } from '../config.ts';

/** How often it is looked whether the certificate is another. */
const LOOK_EVERY_MS = 5000;

export interface Listener {
  server: Server;
  scheme: 'http' | 'https';
  /** Looks at the certificate no longer. */
  close(): void;
}

/**
 * An HTTP server, with TLS where there is a certificate. A new certificate is taken up when its file changes, and with SIGHUP;
 * connections that are open go on. One that can't be read, or does not belong to its key, is logged, and the one before stays.
 * @throws Error when the files can't be read at the start
 */
export function openListener(tls: TlsFiles | null, log: { error(details: object, message: string): void }): Listener {
  if (tls === null) return { server: createServer(), scheme: 'http', close: () => {} };
  const read = () => ({ cert: readFileSync(tls.cert), key: readFileSync(tls.key), minVersion: 'TLSv1.2' as const });
  const server = createTlsServer(read());
  const reload = () => {
    try {
      server.setSecureContext(read());
    } catch (error) {
      log.error({ err: error, file: tls.cert }, 'The new certificate could not be taken up; the one before stays');
    }
  };
  for (const file of [tls.cert, tls.key]) watchFile(file, { interval: LOOK_EVERY_MS, persistent: false }, reload);
  process.on('SIGHUP', reload);
  return {
    // Requests, upgrades and their events are the same.
    server: server as unknown as Server,
    scheme: 'https',
    close() {
      for (const file of [tls.cert, tls.key]) unwatchFile(file, reload);
      process.off('SIGHUP', reload);
    },
  };
}
