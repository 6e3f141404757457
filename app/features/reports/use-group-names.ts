'use client';

import { useCallback } from 'react';
import { useTranslations } from 'use-intl/react';
import type { NameGroup } from './report-view.ts';

/** What groups are called on screen. */
export function useGroupNames(): NameGroup {
  const t = useTranslations('reports');
  return useCallback<NameGroup>(
    (dimension, label) => {
      if (dimension === 'channel' && (label === 'voice' || label === 'text')) return t(`channels.${label}`);
      return label || t(`none.${dimension}`);
    },
    [t],
  );
}
