'use client';

import { MessageSquare } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { StaffMessage } from '../../../server/protocol/staff-messages.ts';
import { tone } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useAction } from './use-action.ts';

interface SupervisorMessagesProps {
  /** Who has set the agent's status, when it was not the agent. */
  setBy: { name: string; at: number } | null;
  messages: readonly StaffMessage[];
  onDismiss: (messageId: string) => Promise<unknown>;
}

/** What supervisors wrote, until the agent has dismissed it. New ones are read out. */
export function SupervisorMessages({ setBy, messages, onDismiss }: SupervisorMessagesProps) {
  const t = useTranslations('workstation-shell.supervisor');
  const { time } = useFormats();
  const empty = setBy === null && messages.length === 0;
  return (
    <section
      aria-label={t('messages')}
      aria-live="polite"
      className={cn('flex max-h-48 flex-col gap-2 overflow-y-auto', !empty && 'px-4 pt-4')}
    >
      {setBy !== null && <p className="font-medium text-sm">{t('status-set', { name: setBy.name, time: time(setBy.at) })}</p>}
      {messages.map((message) => (
        <Message key={message.id} message={message} onDismiss={onDismiss} />
      ))}
    </section>
  );
}

function Message({ message, onDismiss }: { message: StaffMessage; onDismiss: SupervisorMessagesProps['onDismiss'] }) {
  const t = useTranslations('workstation-shell.supervisor');
  const { time } = useFormats();
  const { run, busy } = useAction(() => onDismiss(message.id));
  return (
    <div className={cn('flex items-start gap-3 rounded-lg px-4 py-2.5', tone({ tone: 'accent' }))}>
      <MessageSquare aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{t('from', { name: message.fromName, time: time(message.at) })}</p>
        <p className="whitespace-pre-line break-words text-ink">{message.text}</p>
      </div>
      <Button size="sm" busy={busy} aria-label={t('dismiss-from', { name: message.fromName })} onClick={() => void run()}>
        {t('dismiss')}
      </Button>
    </div>
  );
}
