import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';

interface DiscardDialogProps {
  open: boolean;
  onKeep: () => void;
  onDiscard: () => void;
}

export function DiscardDialog({ open, onKeep, onDiscard }: DiscardDialogProps) {
  const t = useTranslations('admin.discard');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onKeep()}
      title={t('title')}
      description={t('text')}
      actions={
        <>
          <Button variant="danger" onClick={onDiscard}>
            {t('button')}
          </Button>
          <Button variant="primary" onClick={onKeep}>
            {t('keep')}
          </Button>
        </>
      }
    />
  );
}
