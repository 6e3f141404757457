'use client';

import { Inbox } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Panel } from '../../components/ui/panel.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { MessageItem } from '../messages/message-item.tsx';
import type { MessageReader } from '../messages/message-view.ts';
import { useMessageActs } from '../messages/use-message-acts.ts';
import type { MessageList } from './use-messages.ts';

/** Whose message it is to return, agents settle among themselves; who looks at the board puts in order what they have left. */
const READER: MessageReader = { id: '', supervises: true };

/** What callers left whom a queue could not take: those to be done, whoever waits longest first; then what was done last. */
export function MessagesPanel({ messages: { polled, reload } }: { messages: MessageList }) {
  const t = useTranslations('board');
  const errorWords = useErrorWords();
  const acts = useMessageActs(reload);
  const open = polled.kind === 'loaded' ? polled.data.open : null;
  return (
    <Panel
      id="messages"
      title={t('messages.title')}
      aria-label={t('messages.title')}
      action={
        open !== null && (
          <span className="figures text-muted text-sm">{open === 0 ? t('messages.none-to-do') : t('messages.to-do', { count: open })}</span>
        )
      }
      flush
    >
      {polled.kind === 'failed' && <ErrorState title={t('messages.failed')} message={errorWords(polled.error)} onRetry={reload} />}
      {polled.kind === 'loaded' && polled.data.messages.length === 0 && (
        <EmptyState icon={Inbox} title={t('messages.none')}>
          {t('messages.none-hint')}
        </EmptyState>
      )}
      {polled.kind === 'loaded' && polled.data.messages.length > 0 && (
        <ul className="mt-2 max-h-96 overflow-y-auto">
          {polled.data.messages.map((message) => (
            <MessageItem key={message.id} message={message} reader={READER} acts={acts} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
