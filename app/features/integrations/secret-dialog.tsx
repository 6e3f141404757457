'use client';

import { Copy } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { useToast } from '../../components/ui/toast.tsx';

interface SecretDialogProps {
  title: string;
  description: string;
  secret: string;
  onClose: () => void;
}

/** A secret that is shown this once. */
export function SecretDialog({ title, description, secret, onClose }: SecretDialogProps) {
  const t = useTranslations('integrations.secret');
  const toast = useToast();
  const copy = () => {
    navigator.clipboard.writeText(secret).then(
      () => toast({ kind: 'success', title: t('copied') }),
      () => toast({ kind: 'error', title: t('not-copied') }),
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t('done')}
        </Button>
      }
    >
      <div className="flex items-end gap-2">
        <Field label={t('label')} className="min-w-0 flex-1">
          <Input readOnly value={secret} className="font-mono" onFocus={(event) => event.target.select()} />
        </Field>
        <Button onClick={copy}>
          <Copy aria-hidden />
          {t('copy')}
        </Button>
      </div>
    </Dialog>
  );
}
