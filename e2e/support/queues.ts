import { request } from '@playwright/test';

/** Changes a queue by the administration's API, as an administrator without a page of their own. @param url of the program */
export async function changeQueue(url: string, name: string, change: object): Promise<void> {
  const { origin } = new URL(url);
  const api = await request.newContext({ baseURL: origin, extraHTTPHeaders: { origin } });
  const ask = async (method: string, path: string, data?: object) => {
    const response = await api.fetch(path, { method, data });
    if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
    return response.json();
  };
  try {
    await ask('POST', '/api/auth/sign-in/email', { email: 'admin@tandem.example', password: 'tandem-demo' });
    const { queues } = (await ask('GET', '/api/admin/queues')) as { queues: { id: string; name: string }[] };
    const queue = queues.find((one) => one.name === name);
    await ask('PATCH', `/api/admin/queues/${queue?.id}`, { ...queue, ...change });
  } finally {
    await api.dispose();
  }
}
