import { MonitorSmartphone } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { Me } from '../../../server/protocol/api.ts';
import { AppHeader } from '../../components/ui/app-header.tsx';
import { Button } from '../../components/ui/button.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';

/** One agent, one workstation: the younger one has the calls. */
export function TakenOverScreen({ onUseThisOne }: { onUseThisOne: () => void }) {
  const t = useTranslations('workstation-shell.taken-over');
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div role="alert">
        <EmptyState
          icon={MonitorSmartphone}
          title={<h1 className="font-semibold text-xl">{t('title')}</h1>}
          action={
            <Button variant="primary" size="lg" onClick={onUseThisOne}>
              {t('use-this')}
            </Button>
          }
        >
          {t('text')}
        </EmptyState>
      </div>
    </main>
  );
}

export function RefusedScreen({ me, onRetry }: { me: Me; onRetry: () => void }) {
  const t = useTranslations('workstation-shell.refused');
  return (
    <>
      <AppHeader me={me} />
      <main>
        <ErrorState title={<h1>{t('title')}</h1>} message={t('no-center')} onRetry={onRetry} className="pt-[20vh]" />
      </main>
    </>
  );
}
