'use client';

import { ListChecks } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { exhausted } from '../../../server/protocol/codes.ts';
import type { FollowUp } from '../../../server/protocol/customers.ts';
import type { MyFollowUps } from '../../../server/protocol/desk.ts';
import { Dialog } from '../../components/ui/dialog.tsx';
import { SectionTitle } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import type { WorkstationConnection } from './connection.ts';
import { FinishButton } from './customer-follow-ups.tsx';
import { DueWords } from './due-words.tsx';
import { byDue } from './follow-up-days.ts';
import { type Answer, useAnswer } from './use-answer.ts';

interface FollowUpsDialogProps {
  connection: WorkstationConnection;
  onLookUp: ((customerId: string) => void) | null;
  onClose: () => void;
}

/** All that an agent has promised to do later, in the order in which it is due. */
export default function FollowUpsDialog({ connection, onLookUp, onClose }: FollowUpsDialogProps) {
  const t = useTranslations('workstation-desk.follow-up');
  const { answer, ask } = useAnswer(connection.myFollowUps);
  const finish = async (followUpId: string) => {
    await connection.finishFollowUp(followUpId);
    await ask();
  };
  const open =
    onLookUp === null
      ? null
      : (customerId: string) => {
          onLookUp(customerId);
          onClose();
        };
  return (
    <Dialog open onOpenChange={(shown) => !shown && onClose()} title={t('panel')} className="sm:max-w-xl">
      <div className="min-h-48">
        <List answer={answer} onFinish={finish} onRetry={() => void ask()} onOpen={open} />
      </div>
    </Dialog>
  );
}

interface ListProps {
  answer: Answer<MyFollowUps>;
  onFinish: (followUpId: string) => Promise<void>;
  onRetry: () => void;
  /** Opens the customer's record. */
  onOpen: ((customerId: string) => void) | null;
}

function List({ answer, onFinish, onRetry, onOpen }: ListProps) {
  const t = useTranslations('workstation-desk.follow-up');
  const errorWords = useErrorWords();
  switch (answer.kind) {
    case 'loading':
      return (
        <div className="grid gap-3">
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
        </div>
      );
    case 'failed':
      return <ErrorState title={t('not-read')} message={errorWords(answer.error)} onRetry={onRetry} />;
    case 'here':
      return <Groups {...answer.data} onFinish={onFinish} onOpen={onOpen} />;
    default:
      return exhausted(answer);
  }
}

function Groups({ today, followUps, onFinish, onOpen }: MyFollowUps & Pick<ListProps, 'onFinish' | 'onOpen'>) {
  const t = useTranslations('workstation-desk.follow-up');
  if (followUps.length === 0) {
    return (
      <EmptyState icon={ListChecks} title={t('none')}>
        {t('none-text')}
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-5">
      {byDue(followUps, today).map(({ due, followUps: group }) => (
        <section key={due} aria-label={t(`group.${due}`)}>
          <SectionTitle>{t(`group.${due}`)}</SectionTitle>
          <ul className="mt-1">
            {group.map((followUp) => (
              <li key={followUp.id} className="flex items-start justify-between gap-4 border-line border-t py-2.5 first:border-t-0">
                <div className="min-w-0">
                  <p className="break-words">{followUp.note}</p>
                  <p className="text-muted text-sm">
                    <CustomerName followUp={followUp} onOpen={onOpen} /> · <DueWords dueOn={followUp.dueOn} today={today} />
                  </p>
                </div>
                <FinishButton followUp={followUp} onFinish={onFinish} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function CustomerName({ followUp, onOpen }: { followUp: FollowUp } & Pick<ListProps, 'onOpen'>) {
  const { customerId, customerName } = followUp;
  if (customerId === null || onOpen === null) return customerName;
  return (
    <button type="button" onClick={() => onOpen(customerId)} className="text-accent-ink underline-offset-4 hover:underline">
      {customerName}
    </button>
  );
}
