import { useTranslations } from 'use-intl/react';
import { HeldLine } from './hold-band.tsx';

/** For the one who was asked: with whom they talk, and that the caller does not hear it. */
export function AskedBand({ leaderName, callerName, heldSince }: { leaderName: string; callerName: string; heldSince: number | null }) {
  const t = useTranslations('workstation-call.consult');
  return (
    <section aria-label={t('region')} className="grid gap-1 rounded-lg bg-on-call-soft px-4 py-3">
      <p role="status" className="font-semibold text-on-call">
        {t('talking', { name: leaderName })}
      </p>
      {heldSince !== null && <HeldLine callerName={callerName} since={heldSince} />}
    </section>
  );
}
