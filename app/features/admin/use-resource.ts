'use client';

import { useCallback, useEffect, useState } from 'react';
import type { z } from 'zod';
import { api } from '../../lib/api.ts';

export type Resource<T> = { kind: 'loading' } | { kind: 'failed'; error: unknown } | { kind: 'loaded'; data: T };

/** A list from the API. `reload` fetches it again and shows the old one until then. */
export function useResource<Schema extends z.ZodType>(path: `/api/${string}`, schema: Schema) {
  const [resource, setResource] = useState<Resource<z.output<Schema>>>({ kind: 'loading' });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    api(path, { schema, signal: abort.signal }).then(
      (data) => setResource({ kind: 'loaded', data }),
      (error: unknown) => {
        if (abort.signal.aborted) return;
        // What is in sight stays: an old list is more use than none.
        setResource((before) => (before.kind === 'loaded' ? before : { kind: 'failed', error }));
      },
    );
    return () => abort.abort();
  }, [path, schema, attempt]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const retry = useCallback(() => {
    setResource({ kind: 'loading' });
    reload();
  }, [reload]);
  return { resource, reload, retry };
}

/** Several resources as one: loaded when all are. */
export function joined<T extends readonly Resource<unknown>[]>(
  ...resources: T
): Resource<{ [K in keyof T]: T[K] extends Resource<infer Data> ? Data : never }> {
  for (const resource of resources) if (resource.kind !== 'loaded') return resource;
  const data = resources.map((resource) => (resource as { data: unknown }).data);
  return { kind: 'loaded', data: data as { [K in keyof T]: T[K] extends Resource<infer Data> ? Data : never } };
}
