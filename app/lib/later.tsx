'use client';

import { type ComponentType, useEffect, useSyncExternalStore } from 'react';

/** A part that could not be fetched is asked for again after this long. */
const RETRY_MS = 2_000;

/** Code that is fetched once, when it is first wanted, and asked for again for as long as it can't be had. */
export interface Fetched<T> {
  /** null until it is there. */
  get(): T | null;
  /** Returns how to stop listening. */
  subscribe(listener: () => void): () => void;
  /** Fetches it ahead of need. Twice is once. */
  fetch(): void;
}

/** @param again calls its argument after a while; a parameter for tests */
export function fetched<T>(
  load: () => Promise<T>,
  again: (action: () => void) => unknown = (action) => setTimeout(action, RETRY_MS),
): Fetched<T> {
  const listeners = new Set<() => void>();
  let value: T | null = null;
  let wanted = false;
  const attempt = () => {
    load().then(
      (loaded) => {
        value = loaded;
        for (const listener of listeners) listener();
      },
      () => again(attempt),
    );
  };
  return {
    get: () => value,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    fetch() {
      if (wanted) return;
      wanted = true;
      attempt();
    },
  };
}

export type Later<Props> = ComponentType<Props> & { fetch: () => void };

/**
 * A component whose code is no part of the page's first load. Unlike React's own `lazy`, one that can't be fetched now, for
 * instance while the network is out, leaves the rest of the page alone and comes when it can.
 * @param Placeholder what stands in its place until then; nothing, when left out
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>, Placeholder?: ComponentType): Later<Props> {
  const code = fetched(load);
  function Later(props: Props) {
    const Component = useSyncExternalStore(code.subscribe, code.get, code.get);
    useEffect(code.fetch, []);
    if (Component !== null) return <Component {...props} />;
    return Placeholder === undefined ? null : <Placeholder />;
  }
  return Object.assign(Later, { fetch: code.fetch });
}

/** Fetches these once the browser has nothing better to do. */
export function useFetchedWhenIdle(parts: readonly { fetch: () => void }[]): void {
  useEffect(() => {
    const fetchAll = () => {
      for (const part of parts) part.fetch();
    };
    // Safari has no idle callbacks.
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(fetchAll, 500);
      return () => clearTimeout(timer);
    }
    const idle = requestIdleCallback(fetchAll, { timeout: 3_000 });
    return () => cancelIdleCallback(idle);
  }, [parts]);
}
