'use client';

import { Send } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WireError } from '../../../server/protocol/common.ts';
import type { MessageKind } from '../../../server/protocol/messages.ts';
import type { CallKey } from '../../../server/protocol/widget.ts';
import { Button } from '../../components/ui/button.tsx';
import { ButtonRow } from '../../components/ui/button-row.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input, Textarea } from '../../components/ui/input.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { later } from '../../lib/later.tsx';
import { checkMessage, type MessageErrors, type MessageValues, messageOf } from './message-values.ts';
import { Notice } from './notice.tsx';
import { sendMessage } from './send-message.ts';

// It brings the microphone and what speaks to the media server.
const RecordingField = later(
  () => import('./recording/recording-field.tsx').then((module) => module.RecordingField),
  () => <Skeleton className="h-24" />,
);

interface MessageFormProps {
  kind: MessageKind;
  /** The key of the call that could not be taken: only its caller can leave a message for it. */
  callKey: CallKey;
  known: { name: string; email: string };
  onSent: () => void;
  onBack: () => void;
}

export function MessageForm({ kind, callKey, known, onSent, onBack }: MessageFormProps) {
  const t = useTranslations('widget');
  const tMessage = useTranslations('widget-message');
  const say = useWords();
  const errorWords = useErrorWords();
  const [values, setValues] = useState<MessageValues>({ ...known, phone: '', text: '' });
  const [errors, setErrors] = useState<MessageErrors>({});
  const [failure, setFailure] = useState<WireError | null>(null);
  const [sending, setSending] = useState(false);
  const [recordingId, setRecordingId] = useState<string | null>(null);
  const [recording, setRecording] = useState(false);
  const [sent, setSent] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const told = useRef(onSent);
  told.current = onSent;
  const shown = (field: keyof MessageValues) => errors[field] && say(errors[field]);
  const control = (name: keyof MessageValues) => ({
    name,
    value: values[name],
    onChange: ({ target }: { target: { value: string } }) => {
      setValues((before) => ({ ...before, [name]: target.value }));
      setErrors(({ [name]: _, ...rest }) => rest);
    },
  });
  const show = (found: MessageErrors) => {
    setErrors(found);
    const [first] = Object.keys(found);
    if (first !== undefined) form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    return first === undefined;
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending || !show(checkMessage(kind, values, recordingId !== null))) return;
    setSending(true);
    const refused = await sendMessage(messageOf(kind, callKey, values, recordingId));
    setSending(false);
    // After it is known to be sent: the recording is not thrown away with the form.
    if (refused === null) return setSent(true);
    const field = refused.field ?? '';
    if (field in values) show({ [field]: errorWords(refused) });
    else setFailure(refused);
  };

  useEffect(() => {
    if (sent) told.current();
  }, [sent]);

  const name = (
    <Field label={t('form.name')} error={shown('name')}>
      <Input autoComplete="name" maxLength={120} {...control('name')} />
    </Field>
  );
  const email = (
    <Field label={t('form.email')} hint={t(kind === 'message' ? 'message.email-answer' : 'message.optional')} error={shown('email')}>
      <Input type="email" autoComplete="email" maxLength={254} {...control('email')} />
    </Field>
  );
  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-4">
      {failure !== null && (
        <Notice kind="error" title={t('message.not-sent')}>
          {errorWords(failure)}
        </Notice>
      )}
      {kind === 'message' ? (
        <>
          <RecordingField callKey={callKey} onChange={setRecordingId} onBusy={setRecording} sent={sent} />
          <Field
            label={t('message.text')}
            hint={recordingId === null ? tMessage('or-write') : tMessage('text-optional')}
            error={shown('text')}
          >
            <Textarea rows={4} maxLength={2000} autoFocus {...control('text')} />
          </Field>
          {name}
          {email}
        </>
      ) : (
        <>
          <Field label={t('message.phone')} error={shown('phone')}>
            <Input type="tel" autoComplete="tel" maxLength={40} autoFocus {...control('phone')} />
          </Field>
          {name}
          {email}
          <Field label={t('message.when')} hint={t('message.when-hint')} error={shown('text')}>
            <Textarea rows={2} maxLength={2000} {...control('text')} />
          </Field>
        </>
      )}
      <ButtonRow>
        <Button size="lg" onClick={onBack}>
          {t('back')}
        </Button>
        <Button type="submit" variant="primary" size="lg" busy={sending} disabled={recording}>
          <Send aria-hidden />
          {t('message.send')}
        </Button>
      </ButtonRow>
    </form>
  );
}
