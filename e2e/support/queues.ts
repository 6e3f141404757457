import type { Page } from '@playwright/test';

/** Changes a queue by the administration's API. @param page where an administrator is signed in */
export function changeQueue(page: Page, name: string, change: object): Promise<void> {
  return page.evaluate(
    async ([named, changed]) => {
      const { queues } = (await (await fetch('/api/admin/queues')).json()) as { queues: { id: string; name: string }[] };
      const queue = queues.find((one) => one.name === named);
      const response = await fetch(`/api/admin/queues/${queue?.id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...queue, ...changed }),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    [name, change] as const,
  );
}
