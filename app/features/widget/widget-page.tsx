'use client';

import { useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import { frameSettings } from './frame-settings.ts';
import { RefusedView } from './refused-view.tsx';
import { Widget } from './widget.tsx';
import { readOptions } from './widget-options.ts';

const never = () => () => undefined;

/** The page itself differs in its language alone; what else the tag says is read here from the address, most of it behind the #. */
export function WidgetPage() {
  const t = useTranslations('widget');
  const [settings] = useState(frameSettings);
  const address = useSyncExternalStore(
    never,
    () => `${window.location.search}#${window.location.hash.replace(/^#/, '')}`,
    () => null,
  );
  const options = useMemo(() => {
    if (address === null) return null;
    const [search = '', hash = ''] = address.split('#', 2);
    const read = readOptions(search, hash);
    // The page's own colors come first, then those of its key.
    return settings.ok && read.accent === null ? { ...read, accent: settings.accent, onAccent: settings.onAccent } : read;
  }, [address, settings]);
  if (options === null) return <main aria-label={t('title')} className="min-h-dvh bg-surface" aria-busy="true" />;
  if (!settings.ok) return <RefusedView options={options} error={settings.error} />;
  return <Widget options={options} />;
}
