'use client';

import { useTranslations } from 'use-intl/react';
import { Switch } from '../../components/ui/switch.tsx';

/** Music while waiting, on or off. */
export function MusicSwitch({ on, onChange }: { on: boolean; onChange: (on: boolean) => void }) {
  const t = useTranslations('widget');
  return <Switch label={t('music')} checked={on} onChange={onChange} />;
}
