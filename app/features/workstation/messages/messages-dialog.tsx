'use client';

import { Inbox } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { exhausted } from '../../../../server/protocol/codes.ts';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Skeleton } from '../../../components/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../../components/ui/states.tsx';
import { useErrorWords } from '../../../lib/i18n/error-words.ts';
import { MessageItem } from '../../messages/message-item.tsx';
import { useMessageActs } from '../../messages/use-message-acts.ts';
import type { LeftAnswer } from './use-left-messages.ts';

interface MessagesDialogProps {
  agentId: string;
  answer: LeftAnswer;
  reload: () => void;
  onClose: () => void;
}

/** The messages that an agent may return: whoever waits longest first, then what was done last. */
export function MessagesDialog({ onClose, ...list }: MessagesDialogProps) {
  const t = useTranslations('left-messages');
  return (
    <Dialog open onOpenChange={(shown) => !shown && onClose()} title={t('panel')} className="sm:max-w-3xl">
      <div className="-mx-6 min-h-48">
        <List {...list} />
      </div>
    </Dialog>
  );
}

function List({ agentId, answer, reload }: Omit<MessagesDialogProps, 'onClose'>) {
  const t = useTranslations('left-messages');
  const errorWords = useErrorWords();
  const acts = useMessageActs(reload);
  switch (answer.kind) {
    case 'loading':
      return (
        <div className="grid gap-3 px-6">
          <Skeleton className="h-10" />
          <Skeleton className="h-10" />
        </div>
      );
    case 'failed':
      return <ErrorState title={t('not-read')} message={errorWords(answer.error)} onRetry={reload} />;
    case 'here':
      if (answer.data.messages.length === 0) {
        return (
          <EmptyState icon={Inbox} title={t('none')}>
            {t('none-text')}
          </EmptyState>
        );
      }
      return (
        <ul>
          {answer.data.messages.map((message) => (
            <MessageItem key={message.id} message={message} reader={{ id: agentId, supervises: false }} acts={acts} />
          ))}
        </ul>
      );
    default:
      return exhausted(answer);
  }
}
