'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { NewWebhook, OLD_SECRET_HOURS, type Webhook } from '../../../server/protocol/webhooks.ts';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';

interface RenewButtonProps {
  webhook: Webhook;
  onRenewed: (made: NewWebhook) => void;
}

/** A new secret can't be taken back, and the other side has a day to learn it: it asks once. */
export function RenewButton({ webhook, onRenewed }: RenewButtonProps) {
  const t = useTranslations('integrations.webhooks');
  const common = useTranslations('common.actions');
  const errorWords = useErrorWords();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const close = () => {
    setAsking(false);
    setFailure(null);
  };
  const renew = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const made = await api(`/api/admin/webhooks/${encodeURIComponent(webhook.id)}/secret`, { method: 'POST', schema: NewWebhook });
      toast({ kind: 'success', title: t('renewed') });
      onRenewed(made);
    } catch (error) {
      setFailure(errorWords(error));
      setBusy(false);
    }
  };
  const isYoung = webhook.oldSecretUntil !== null && webhook.oldSecretUntil > Date.now();
  return (
    <>
      <Button variant="quiet" onClick={() => setAsking(true)}>
        {t('renew')}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={(open) => !open && close()}
        title={t('renew-title', { name: webhook.name })}
        description={t('renew-text', { hours: OLD_SECRET_HOURS })}
        actions={
          <>
            <Button onClick={close}>{common('cancel')}</Button>
            <Button variant="danger" busy={busy} onClick={() => void renew()}>
              {t('renew-confirm')}
            </Button>
          </>
        }
      >
        {failure === null && !isYoung ? undefined : (
          <div className="flex flex-col gap-3">
            {isYoung && <p>{t('renew-again', { hours: OLD_SECRET_HOURS })}</p>}
            {failure !== null && <Banner kind="error" title={failure} />}
          </div>
        )}
      </Dialog>
    </>
  );
}
