import { Minus, Phone, X } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';

interface WidgetHeaderProps {
  title: string;
  active: boolean;
  /** Left out when there is no page around to go back to. */
  onClose: (() => void) | undefined;
}

export function WidgetHeader({ title, active, onClose }: WidgetHeaderProps) {
  const t = useTranslations('widget');
  return (
    <header className="sticky top-0 z-10 -mx-5 -mt-5 flex items-center gap-3 bg-surface px-5 pt-5 pb-1">
      <span aria-hidden className="grid size-9 place-items-center rounded-full bg-accent-soft text-accent-ink">
        <Phone className="size-4" />
      </span>
      <h1 className="flex-1 font-semibold text-lg">{title}</h1>
      {onClose !== undefined && (
        <Button variant="quiet" size="icon" className="-mr-2" onClick={onClose} aria-label={t(active ? 'minimize' : 'close')}>
          {active ? <Minus aria-hidden /> : <X aria-hidden />}
        </Button>
      )}
    </header>
  );
}
