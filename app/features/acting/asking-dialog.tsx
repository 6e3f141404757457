'use client';

import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';

interface AskingDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: string;
  submit: string;
  /** Whether there is something to do. */
  ready?: boolean;
  danger?: boolean;
  /** Does it; what it throws is said in the dialog. */
  act: () => Promise<unknown>;
  /** What is said once it is done. */
  done: string;
  children?: ReactNode;
}

/** Asks for one act. It closes once that is done, and says why when it is not. */
export function AskingDialog({
  open,
  onClose,
  title,
  description,
  submit,
  ready = true,
  danger = false,
  act,
  done,
  children,
}: AskingDialogProps) {
  const t = useTranslations('common.actions');
  const toast = useToast();
  const errorWords = useErrorWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const go = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await act();
      toast({ kind: 'success', title: done });
      onClose();
    } catch (error) {
      setFailure(errorWords(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(stays) => !stays && onClose()}
      title={title}
      {...(description === undefined ? {} : { description })}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant={danger ? 'danger' : 'primary'} busy={busy} disabled={!ready} onClick={() => void go()}>
            {submit}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {children}
        {failure !== null && <Banner kind="error" title={failure} />}
      </div>
    </Dialog>
  );
}
