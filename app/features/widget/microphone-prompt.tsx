import { Mic } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';

/** While the browser asks. */
export function MicrophonePrompt({ onCancel }: { onCancel: () => void }) {
  const t = useTranslations('widget');
  return (
    <div className="flex flex-col items-center gap-4 py-4 text-center">
      <span aria-hidden className="grid size-16 place-items-center rounded-full bg-accent-soft text-accent-ink">
        <Mic className="size-7" />
      </span>
      <div>
        <h2 className="font-semibold text-lg">{t('prompt.title')}</h2>
        <p className="mt-1 text-balance text-muted">{t('prompt.text')}</p>
      </div>
      <Button className="w-full" onClick={onCancel}>
        {t('cancel')}
      </Button>
    </div>
  );
}
