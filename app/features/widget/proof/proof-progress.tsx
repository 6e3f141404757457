'use client';

import { useTranslations } from 'use-intl/react';

/** While many call: what the browser does before the call is taken. */
export function ProofProgress({ share }: { share: number }) {
  const t = useTranslations('widget-texts.proof');
  return (
    <div className="grid gap-1.5">
      <p role="status" className="text-balance text-center text-muted text-sm">
        {t('working')}
      </p>
      <progress aria-label={t('progress')} value={share} max={1} className="h-1.5 w-full accent-accent" />
    </div>
  );
}
