import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import next from 'next';

/** The pages, by Next.js: built ahead, or compiled as asked for in development. */
export async function openPages({ dev }: { dev: boolean }): Promise<{
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  close: () => Promise<void>;
}> {
  const app = next({ dev, dir: path.join(import.meta.dirname, '../..') });
  await app.prepare();
  return { handle: app.getRequestHandler(), close: () => app.close() };
}
