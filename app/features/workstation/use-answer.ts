'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

export type Answer<T> = { kind: 'loading' } | { kind: 'failed'; error: unknown } | { kind: 'here'; data: T };

/** What the server answers to a question that is asked again by `ask`. What was there before stays until there is another. */
export function useAnswer<T>(question: () => Promise<T>): {
  answer: Answer<T>;
  ask: () => Promise<void>;
  /** Something newer came another way. */
  set: (data: T) => void;
} {
  const [answer, setAnswer] = useState<Answer<T>>({ kind: 'loading' });
  const latest = useRef(0);
  const ask = useCallback(async () => {
    latest.current += 1;
    const own = latest.current;
    try {
      const data = await question();
      if (own === latest.current) setAnswer({ kind: 'here', data });
    } catch (error) {
      // What is known is more than that it could not be had anew.
      if (own === latest.current) setAnswer((before) => (before.kind === 'here' ? before : { kind: 'failed', error }));
    }
  }, [question]);
  useEffect(() => {
    void ask();
    return () => {
      latest.current += 1;
    };
  }, [ask]);
  const set = useCallback((data: T) => {
    latest.current += 1;
    setAnswer({ kind: 'here', data });
  }, []);
  return { answer, ask, set };
}
