'use client';

import { useTranslations } from 'use-intl/react';
import { KeysPanel } from './keys-panel.tsx';
import { WebhooksPanel } from './webhooks-panel.tsx';

/** What other programs may read here, and what they are told. */
export function IntegrationsPage() {
  const t = useTranslations('common.pages');
  return (
    <>
      <h1 className="pt-2 font-semibold text-xl">{t('integrations')}</h1>
      <KeysPanel />
      <WebhooksPanel />
    </>
  );
}
