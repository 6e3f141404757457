'use client';

import { Copy } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { useToast } from '../../components/ui/toast.tsx';

/** A text to take elsewhere, as it stands. */
export function ToCopy({ label, hint, text }: { label: string; hint?: string; text: string }) {
  const t = useTranslations('integrations.secret');
  const toast = useToast();
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => toast({ kind: 'success', title: t('copied') }),
      () => toast({ kind: 'error', title: t('not-copied') }),
    );
  };
  return (
    <div className="grid gap-1">
      <div className="flex items-center justify-between gap-2">
        <span className="font-medium text-sm">{label}</span>
        <Button size="sm" onClick={copy} aria-label={`${t('copy')}: ${label}`}>
          <Copy aria-hidden />
          {t('copy')}
        </Button>
      </div>
      <code className="block whitespace-pre-wrap break-all rounded-md bg-sunken px-3 py-2 text-xs">{text}</code>
      {hint !== undefined && <p className="text-muted text-xs">{hint}</p>}
    </div>
  );
}
