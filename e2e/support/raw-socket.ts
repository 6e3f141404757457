import type { Frame, Page } from '@playwright/test';

interface Tapped {
  tapped?: Map<string, WebSocket>;
}

/** Call it before the page is opened: it keeps hold of the page's own sockets, as somebody at the browser's console could. */
export async function tapSockets(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const sockets = new Map<string, WebSocket>();
    (window as Tapped).tapped = sockets;
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (this: WebSocket, data) {
      // Socket.IO's "connect to this namespace".
      const [, namespace] = typeof data === 'string' ? (/^40(\/[^,]*),/.exec(data) ?? []) : [];
      if (namespace !== undefined) sockets.set(namespace, this);
      return send.call(this, data);
    };
  });
}

/** Sends a request past the page's own code, and resolves with its acknowledgement. */
export function sendRaw(where: Page | Frame, namespace: string, event: string, message: object): Promise<unknown> {
  return where.evaluate(
    ({ namespace, event, message }) => {
      const socket = (window as Tapped).tapped?.get(namespace);
      if (!socket) throw new Error(`There is no socket to ${namespace}`);
      const id = 900_000 + Math.floor(Math.random() * 99_999);
      return new Promise((resolve, reject) => {
        socket.addEventListener('close', () => reject(new Error('The connection was cut')));
        socket.addEventListener('message', ({ data }) => {
          const prefix = `43${namespace},${id}`;
          if (typeof data === 'string' && data.startsWith(prefix)) resolve(JSON.parse(data.slice(prefix.length))[0]);
        });
        socket.send(`42${namespace},${id}${JSON.stringify([event, message])}`);
      });
    },
    { namespace, event, message },
  );
}
