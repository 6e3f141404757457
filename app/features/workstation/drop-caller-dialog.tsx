'use client';

import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';

interface DropCallerDialogProps {
  /** Of the caller; null while nothing is asked. */
  name: string | null;
  onCancel: () => void;
  onDrop: () => void;
}

/** Without the caller there is no call: that is asked once more. */
export function DropCallerDialog({ name, onCancel, onDrop }: DropCallerDialogProps) {
  const t = useTranslations('workstation-call.drop-caller');
  return (
    <Dialog
      open={name !== null}
      onOpenChange={(open) => !open && onCancel()}
      title={t('title', { name: name ?? '' })}
      description={t('text')}
      actions={
        <>
          <Button onClick={onCancel}>{t('cancel')}</Button>
          <Button variant="danger" onClick={onDrop}>
            {t('confirm')}
          </Button>
        </>
      }
    />
  );
}
