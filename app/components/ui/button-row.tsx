import type { ReactNode } from 'react';

/** Buttons beside each other, of one width; below each other where their words are too long for that. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap gap-2 *:min-w-fit *:flex-1 *:px-3">{children}</div>;
}
