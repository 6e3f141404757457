import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { Remaining } from '../../components/ui/time.tsx';

interface StillThereProps {
  /** When the conversation ends, unless the caller says something. */
  until: number;
  busy: boolean;
  onHere: () => void;
}

/** Asked of a caller who has not answered for a while. Read out once; the seconds are for the eye. */
export function StillThere({ until, busy, onHere }: StillThereProps) {
  const t = useTranslations('widget-talk');
  return (
    <section aria-label={t('silence')} className="flex flex-col gap-2 rounded-lg bg-not-ready-soft px-4 py-3">
      <p role="status" className="sr-only">
        {t('still-there')}
      </p>
      <p className="text-balance text-center">
        <span className="block font-medium">{t('silence')}</span>
        <span className="text-sm">
          {t('ends-in')} <Remaining until={until} />
        </span>
      </p>
      <Button size="lg" busy={busy} onClick={onHere}>
        {t('still-here')}
      </Button>
    </section>
  );
}
