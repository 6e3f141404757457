'use client';

import { Check, Inbox, Mail, MessageSquare, Phone, PhoneIncoming } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { LeftMessage } from '../../../server/protocol/messages.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import type { MessageList } from './use-messages.ts';

/** What callers left whom a queue could not take: those to be done, whoever waits longest first; then what was done last. */
export function MessagesPanel({ messages }: { messages: MessageList }) {
  const t = useTranslations('board');
  const errorWords = useErrorWords();
  const { polled, reload, done } = messages;
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
            <Message key={message.id} message={message} onDone={() => done(message.id)} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Message({ message, onDone }: { message: LeftMessage; onDone: () => void }) {
  const t = useTranslations('board');
  const { age } = useFormats();
  const when = useTicking((now) => age(message.createdAt, now));
  const callback = message.kind === 'callback';
  const isDone = message.doneAt !== null;
  return (
    <li className={cn('flex flex-wrap items-start gap-x-4 gap-y-2 border-line border-t px-4 py-3', isDone && 'text-muted')}>
      <span className="w-full shrink-0 pt-0.5 sm:w-28">
        <Badge tone={isDone ? 'offline' : 'accent'}>
          {callback ? <PhoneIncoming aria-hidden /> : <MessageSquare aria-hidden />}
          {t(callback ? 'messages.callback' : 'messages.message')}
        </Badge>
      </span>
      <div className="min-w-48 flex-1 break-words">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className={cn('font-medium', !isDone && 'text-ink')}>{message.name}</span>
          <span className="text-muted text-sm">
            {message.queueName}, {when}
          </span>
        </p>
        {message.text !== '' && <p className="whitespace-pre-line break-words">{message.text}</p>}
        <p className="flex flex-wrap gap-x-4 text-sm">
          {message.phone !== null && (
            <a
              className="inline-flex items-center gap-1 text-accent-ink hover:underline"
              href={`tel:${message.phone.replace(/[^\d+]/g, '')}`}
            >
              <Phone aria-hidden className="size-3.5" />
              <span className="figures">{message.phone}</span>
            </a>
          )}
          {message.email !== null && (
            <a className="inline-flex items-center gap-1 break-all text-accent-ink hover:underline" href={`mailto:${message.email}`}>
              <Mail aria-hidden className="size-3.5" />
              {message.email}
            </a>
          )}
        </p>
      </div>
      {isDone ? (
        <span className="inline-flex h-8 items-center gap-1.5 text-sm">
          <Check aria-hidden className="size-4" />
          {message.doneByName === null ? t('messages.done') : t('messages.done-by', { name: message.doneByName })}
        </span>
      ) : (
        <Button
          size="sm"
          aria-label={t(callback ? 'messages.done-callback' : 'messages.done-message', { name: message.name })}
          onClick={onDone}
        >
          <Check aria-hidden />
          {t('messages.done')}
        </Button>
      )}
    </li>
  );
}
