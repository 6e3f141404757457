'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { Widget } from './widget.tsx';
import { readOptions } from './widget-options.ts';

const never = () => () => undefined;

/** The page itself is the same for everybody and can be kept by any cache; what the tag says is read from the address. */
export function WidgetPage() {
  const address = useSyncExternalStore(
    never,
    () => `${window.location.search}#${window.location.hash.replace(/^#/, '')}`,
    () => null,
  );
  const options = useMemo(() => {
    if (address === null) return null;
    const [search = '', hash = ''] = address.split('#', 2);
    return readOptions(search, hash);
  }, [address]);
  if (options === null) return <main aria-label="Call us" className="min-h-dvh bg-surface" aria-busy="true" />;
  return <Widget options={options} />;
}
