import type { Page } from '@playwright/test';

/** One press or key: from the browser taking it in to the next frame that it drew, as the Event Timing API measures. */
export interface Interaction {
  /** Which of the events of the interaction took longest, for instance "click". */
  event: string;
  /** In steps of 8 ms, as browsers tell it. */
  ms: number;
}

/** Makes the page note each interaction from its first script on. */
export async function watchInteractions(page: Page): Promise<void> {
  await page.context().addInitScript(watchInside);
}

/**
 * The interactions since they were last asked for, after the frames that they wait for have been drawn.
 * Those that took less than 16 ms are not told by browsers and are not in it.
 */
export function takeInteractions(page: Page): Promise<Interaction[]> {
  return page.evaluate(async () => {
    // An entry comes once its frame has been drawn: after two more, nothing is under way.
    for (let frame = 0; frame < 2; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    return (globalThis as { takeInteractions?: () => Interaction[] }).takeInteractions?.() ?? [];
  });
}

/** Runs in the page: everything it needs is inside. */
function watchInside(): void {
  let seen = new Map<number, Interaction>();
  interface EventEntry extends PerformanceEntry {
    interactionId?: number;
  }
  const take = (entries: readonly EventEntry[]) => {
    for (const { name, duration, interactionId } of entries) {
      if (!interactionId) continue;
      const known = seen.get(interactionId);
      if (known === undefined || known.ms < duration) seen.set(interactionId, { event: name, ms: duration });
    }
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  observer.observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  Object.assign(globalThis, {
    takeInteractions: () => {
      take(observer.takeRecords());
      const taken = [...seen.values()];
      seen = new Map();
      return taken;
    },
  });
}
