'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { ApiKey } from '../../../server/protocol/api-keys.ts';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';

interface EndKeyDialogProps {
  apiKey: ApiKey;
  onClose: () => void;
  onEnded: () => void;
}

/** Ending a key can't be taken back: it asks once. */
export function EndKeyDialog({ apiKey, onClose, onEnded }: EndKeyDialogProps) {
  const t = useTranslations('integrations.keys');
  const common = useTranslations('common.actions');
  const errorWords = useErrorWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const end = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await api(`/api/admin/keys/${encodeURIComponent(apiKey.id)}/end`, { method: 'POST' });
      onEnded();
    } catch (error) {
      setFailure(errorWords(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('end-title', { name: apiKey.name })}
      description={t('end-text')}
      actions={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="danger" busy={busy} onClick={() => void end()}>
            {t('end-confirm')}
          </Button>
        </>
      }
    >
      {failure === null ? undefined : <Banner kind="error" title={failure} />}
    </Dialog>
  );
}
