import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';

/** For whom the site could not confirm, where it takes calls from anybody: as somebody of whom nothing is verified. */
export function GoOnUnconfirmed({ onGoOn }: { onGoOn: () => void }) {
  const t = useTranslations('widget-identity');
  return (
    <section aria-label={t('title')} className="flex flex-col gap-2">
      <p className="text-muted text-sm">{t('text')}</p>
      <Button size="lg" onClick={onGoOn}>
        {t('go-on')}
      </Button>
    </section>
  );
}
