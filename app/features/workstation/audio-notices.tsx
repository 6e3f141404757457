'use client';

import { useTranslations } from 'use-intl/react';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import type { Softphone } from './use-softphone.ts';

/** What keeps the agent from hearing or being heard, and what to do about it. */
export function AudioNotices({ phone }: { phone: Softphone }) {
  const t = useTranslations('workstation-call.audio');
  return (
    <>
      {phone.soundBlocked && (
        <Banner
          kind="warning"
          title={t('blocked')}
          action={
            <Button variant="primary" size="sm" onClick={phone.allowSound}>
              {t('hear')}
            </Button>
          }
        />
      )}
      {phone.situation === 'failed' && (
        <Banner
          kind="error"
          title={t('failed')}
          action={
            <Button size="sm" onClick={phone.reconnect}>
              {t('connect-again')}
            </Button>
          }
        >
          {phone.failure} {t('failed-advice')}
        </Banner>
      )}
    </>
  );
}
