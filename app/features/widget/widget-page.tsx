'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import { Widget } from './widget.tsx';
import { readOptions } from './widget-options.ts';

const never = () => () => undefined;

/** The page itself differs in its language alone; what else the tag says is read here from the address, most of it behind the #. */
export function WidgetPage() {
  const t = useTranslations('widget');
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
  if (options === null) return <main aria-label={t('title')} className="min-h-dvh bg-surface" aria-busy="true" />;
  return <Widget options={options} />;
}
