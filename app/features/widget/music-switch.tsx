'use client';

import { useTranslations } from 'use-intl/react';
import { Switch } from '../../components/ui/switch.tsx';

/** Music while waiting, and what is announced over it, on or off. */
export function MusicSwitch({ on, announced, onChange }: { on: boolean; announced: boolean; onChange: (on: boolean) => void }) {
  const t = useTranslations('widget');
  const sound = useTranslations('widget-announcements');
  return <Switch label={announced ? sound('sound') : t('music')} checked={on} onChange={onChange} />;
}
