'use client';

import { Check } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { FollowUp } from '../../../server/protocol/customers.ts';
import { Button } from '../../components/ui/button.tsx';
import { SectionTitle } from '../../components/ui/panel.tsx';
import { useClock } from '../../lib/clock.ts';
import { DueWords } from './due-words.tsx';
import { dayAt } from './follow-up-days.ts';
import { useAction } from './use-action.ts';

interface CustomerFollowUpsProps {
  followUps: readonly FollowUp[];
  agentId: string;
  /** null while the center can't be reached. */
  onFinish: ((followUpId: string) => Promise<unknown>) | null;
}

/** What is still to be done for this customer; the agent's own can be done here. */
export function CustomerFollowUps({ followUps, agentId, onFinish }: CustomerFollowUpsProps) {
  const t = useTranslations('workstation-desk.follow-up');
  const today = dayAt(useClock().now());
  if (followUps.length === 0) return null;
  return (
    <section aria-label={t('open')} className="mt-5 border-line border-t pt-4">
      <SectionTitle>{t('open')}</SectionTitle>
      <ul className="mt-2 grid gap-3">
        {followUps.map((followUp) => (
          <li key={followUp.id} className="flex items-start justify-between gap-3 text-sm">
            <div className="min-w-0">
              <p className="text-muted">
                <DueWords dueOn={followUp.dueOn} today={today} /> · {followUp.agentName}
              </p>
              <p className="break-words">{followUp.note}</p>
            </div>
            {followUp.agentId === agentId && onFinish !== null && <FinishButton followUp={followUp} onFinish={onFinish} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function FinishButton({ followUp, onFinish }: { followUp: FollowUp; onFinish: (followUpId: string) => Promise<unknown> }) {
  const t = useTranslations('workstation-desk.follow-up');
  const finish = useAction(onFinish);
  return (
    <Button size="sm" aria-label={t('done-of', { note: followUp.note })} busy={finish.busy} onClick={() => void finish.run(followUp.id)}>
      <Check aria-hidden />
      {t('done')}
    </Button>
  );
}
