'use client';

import { Check, Hand, Mail, MessageSquare, Mic, Phone, PhoneIncoming, Undo2 } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { LeftMessage } from '../../../server/protocol/messages.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { CallerContext } from '../callers/caller-context.tsx';
import { CallerName } from '../callers/caller-name.tsx';
import { MessageNotes } from './message-notes.tsx';
import { actsOf, type MessageReader } from './message-view.ts';
import { ReturnLink } from './return-link.tsx';
import type { MessageAct, useMessageActs } from './use-message-acts.ts';

interface MessageItemProps {
  message: LeftMessage;
  reader: MessageReader;
  acts: ReturnType<typeof useMessageActs>;
}

/** One message: who, about what, since when, its words or its sound, and what can be done with it. */
export function MessageItem({ message, reader, acts }: MessageItemProps) {
  const t = useTranslations('left-messages');
  const { age, duration } = useFormats();
  const when = useTicking((now) => age(message.createdAt, now));
  const may = actsOf(message, reader);
  const isDone = message.doneAt !== null;
  const { name } = message;
  const act = (what: MessageAct) => () => acts.act(message.id, what);
  const busy = acts.busy === message.id;
  return (
    <li className={cn('flex flex-wrap items-start gap-x-4 gap-y-2 border-line border-t px-4 py-3', isDone && 'text-muted')}>
      <span className="w-full shrink-0 pt-0.5 sm:w-28">
        <KindBadge message={message} />
      </span>
      <div className="min-w-48 flex-1 break-words">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <CallerName name={name} verified={message.verified} className={cn('font-medium', !isDone && 'text-ink')} />
          <span className="text-muted text-sm">
            {message.queueName}, {when}
          </span>
        </p>
        {message.recordingGone && <p className="text-muted text-sm">{t('recording-gone')}</p>}
        {message.durationMs !== null && !message.recordingGone && (
          // biome-ignore lint/a11y/useMediaCaption: what a caller has said is not written anywhere.
          <audio
            controls
            preload="none"
            src={`/api/messages/${encodeURIComponent(message.id)}/recording`}
            aria-label={t('recording', { name, time: duration(message.durationMs) })}
            className="my-1.5 h-10 w-full max-w-md"
          />
        )}
        {message.text !== '' && <p className="whitespace-pre-line break-words">{message.text}</p>}
        <Contact message={message} />
        <CallerContext caller={message} className="mt-2" />
        {may.finish ? (
          <>
            <MessageNotes name={name} notes={message.notes} onSave={(notes) => acts.setNotes(message.id, notes)} />
            <ReturnLink message={message} />
          </>
        ) : (
          message.notes !== '' && <p className="mt-1 whitespace-pre-line text-muted text-sm">{t('notes-of', { notes: message.notes })}</p>
        )}
      </div>
      <div className="flex flex-wrap items-center justify-end gap-2">
        {isDone ? (
          <span className="inline-flex h-8 items-center gap-1.5 text-sm">
            <Check aria-hidden className="size-4" />
            {message.doneByName === null ? t('done') : t('done-by', { name: message.doneByName })}
          </span>
        ) : (
          message.takenBy !== null && (
            <span className="inline-flex h-8 items-center text-muted text-sm">
              {message.takenBy.id === reader.id ? t('taken-by-you') : t('taken-by', { name: message.takenBy.name })}
            </span>
          )
        )}
        {may.take && (
          <Button size="sm" busy={busy} aria-label={t('take-of', { name })} onClick={act('take')}>
            <Hand aria-hidden />
            {t('take')}
          </Button>
        )}
        {may.release && (
          <Button size="sm" variant="quiet" busy={busy} aria-label={t('release-of', { name })} onClick={act('release')}>
            <Undo2 aria-hidden />
            {t('release')}
          </Button>
        )}
        {may.finish && (
          <Button
            size="sm"
            busy={busy}
            aria-label={t(message.kind === 'callback' ? 'done-callback' : 'done-message', { name })}
            onClick={act('done')}
          >
            <Check aria-hidden />
            {t('done')}
          </Button>
        )}
      </div>
    </li>
  );
}

function KindBadge({ message: { kind, durationMs, doneAt } }: { message: LeftMessage }) {
  const t = useTranslations('left-messages');
  const { duration } = useFormats();
  return (
    <Badge tone={doneAt !== null ? 'offline' : 'accent'}>
      {kind === 'callback' ? <PhoneIncoming aria-hidden /> : durationMs === null ? <MessageSquare aria-hidden /> : <Mic aria-hidden />}
      {t(kind === 'callback' ? 'callback' : 'message')}
      {durationMs !== null && <span className="figures">{duration(durationMs)}</span>}
    </Badge>
  );
}

function Contact({ message: { phone, email } }: { message: LeftMessage }) {
  return (
    <p className="flex flex-wrap gap-x-4 text-sm">
      {phone !== null && (
        <a className="inline-flex items-center gap-1 text-accent-ink hover:underline" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
          <Phone aria-hidden className="size-3.5" />
          <span className="figures">{phone}</span>
        </a>
      )}
      {email !== null && (
        <a className="inline-flex items-center gap-1 break-all text-accent-ink hover:underline" href={`mailto:${email}`}>
          <Mail aria-hidden className="size-3.5" />
          {email}
        </a>
      )}
    </p>
  );
}
