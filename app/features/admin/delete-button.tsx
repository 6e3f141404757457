'use client';

import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';

interface DeleteButtonProps {
  path: `/api/${string}`;
  /** "the skill “French”" */
  what: string;
  /** What goes along with it. */
  consequence: string;
  onDeleted: () => void;
}

/** Deleting asks once, and says why when it can't be done. */
export function DeleteButton({ path, what, consequence, onDeleted }: DeleteButtonProps) {
  const t = useTranslations();
  const errorWords = useErrorWords();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const remove = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await api(path, { method: 'DELETE' });
      onDeleted();
    } catch (error) {
      setFailure(errorWords(error));
      setBusy(false);
    }
  };
  const close = () => {
    setAsking(false);
    setFailure(null);
  };

  return (
    <>
      <Button variant="quiet" className="text-missed" onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
        {t('admin.delete.button')}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={(open) => !open && close()}
        title={t('admin.delete.title', { what })}
        description={consequence}
        actions={
          <>
            <Button onClick={close}>{t('common.actions.cancel')}</Button>
            <Button variant="danger" busy={busy} onClick={() => void remove()}>
              {t('admin.delete.button')}
            </Button>
          </>
        }
      >
        {failure === null ? undefined : <Banner kind="error" title={failure} />}
      </Dialog>
    </>
  );
}
