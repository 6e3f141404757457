import { Phone, PhoneOff } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { ButtonRow } from '../../components/ui/button-row.tsx';

/** The page was gone for a moment and the call goes on without it. A press is needed: browsers play no sound without one. */
export function ReturnView({ onReturn, onHangUp }: { onReturn: () => void; onHangUp: () => void }) {
  const t = useTranslations('widget');
  return (
    <>
      <div className="py-2">
        <h2 className="font-semibold text-lg">{t('return.title')}</h2>
        <p className="mt-1 text-muted">{t('return.text')}</p>
      </div>
      <ButtonRow>
        <Button size="lg" onClick={onHangUp}>
          <PhoneOff aria-hidden />
          {t('hang-up')}
        </Button>
        <Button variant="primary" size="lg" onClick={onReturn}>
          <Phone aria-hidden />
          {t('return.button')}
        </Button>
      </ButtonRow>
    </>
  );
}
