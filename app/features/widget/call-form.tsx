'use client';

import { MessageSquareText, Mic, Phone } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WireError } from '../../../server/protocol/common.ts';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input, Textarea } from '../../components/ui/input.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { type LeaveWord, OutlookLine, WordButtons } from './before-call.tsx';
import { ConsentField } from './consent-field.tsx';
import { checkForm, type FormErrors, type FormValues, fieldOf } from './form-values.ts';
import { MicrophoneCheck } from './later-views.ts';
import { MicrophoneOptions } from './microphone-options.tsx';
import { Notice } from './notice.tsx';
import { canCall } from './outlook.ts';
import { TopicField } from './topic-field.tsx';
import type { ProbedCenter, Topic } from './topics.ts';
import { useOutlook } from './use-outlook.ts';
import { preloadCall } from './use-widget.ts';

interface CallFormProps {
  wantedTopic: string | null;
  values: FormValues;
  onChange: (values: FormValues) => void;
  /** Why the server would not begin the call that was asked for before. */
  failure: WireError | null;
  onCenters: (centers: readonly ProbedCenter[]) => void;
  /** What the company has callers told before they start. */
  consent: string | null;
  accepted: boolean;
  onAccept: (accepted: boolean) => void;
  onSubmit: (how: 'voice' | 'text' | LeaveWord) => void;
}

export function CallForm({ wantedTopic, values, onChange, failure, onCenters, consent, accepted, onAccept, onSubmit }: CallFormProps) {
  const t = useTranslations('widget');
  const texts = useTranslations('widget-texts');
  const waiting = useTranslations('widget-waiting');
  const [able] = useState(() => canCall({ mediaDevices: navigator.mediaDevices, rtc: globalThis.RTCPeerConnection }));
  const [trying, setTrying] = useState(false);
  const say = useWords();
  const errorWords = useErrorWords();
  const [errors, setErrors] = useState<FormErrors>({});
  /** Ours, else what the server said of the field, until it is changed. */
  const [refused, setRefused] = useState(() => fieldOf(failure?.field));
  const shown = (field: keyof FormValues) => {
    const error = errors[field];
    if (error !== undefined) return say(error);
    return refused === field ? errorWords(failure) : undefined;
  };
  const form = useRef<HTMLFormElement>(null);
  const set = (change: Partial<FormValues>) => {
    onChange({ ...values, ...change });
    const rest = { ...errors };
    for (const field of Object.keys(change)) delete rest[field as keyof FormValues];
    setErrors(rest);
    if (refused !== null && refused in change) setRefused(null);
  };

  const [topics, setTopics] = useState<readonly Topic[]>([]);
  const mayWrite = topics.find(({ id }) => id === values.queueId)?.takesTexts === true;

  const outlook = useOutlook(values.queueId);
  const [unaccepted, setUnaccepted] = useState(false);

  const submit = (how: 'voice' | 'text' | LeaveWord) => {
    const found = checkForm(values);
    setErrors(found);
    setRefused(null);
    const first = Object.keys(found)[0];
    const missing = first ?? (consent !== null && !accepted ? 'consent' : undefined);
    setUnaccepted(missing === 'consent');
    if (missing === undefined) onSubmit(how);
    else form.current?.querySelector<HTMLElement>(`[name="${missing}"]`)?.focus();
  };

  const submitted = (event: FormEvent) => {
    event.preventDefault();
    submit('voice');
  };

  return (
    <form ref={form} noValidate onSubmit={submitted} onFocus={preloadCall} className="flex flex-col gap-4">
      <p className="text-muted">{t('form.intro')}</p>
      {failure !== null && fieldOf(failure.field) === null && (
        <Notice kind="error" title={t('form.not-placed')}>
          {errorWords(failure)}
        </Notice>
      )}
      <TopicField
        wanted={wantedTopic}
        value={values.queueId}
        error={shown('queueId')}
        onChange={(queueId) => set({ queueId })}
        onTopics={setTopics}
        onCenters={onCenters}
      />
      {values.queueId !== '' && <OutlookLine outlook={outlook} />}
      <Field label={t('form.name')} error={shown('name')}>
        <Input
          name="name"
          autoComplete="name"
          maxLength={120}
          value={values.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field label={t('form.email')} hint={t('form.email-hint')} error={shown('email')}>
        <Input
          name="email"
          type="email"
          autoComplete="email"
          maxLength={254}
          value={values.email}
          onChange={(event) => set({ email: event.target.value })}
        />
      </Field>
      <Field label={t('form.question')} hint={t('form.question-hint')} error={shown('question')}>
        <Textarea
          name="question"
          rows={2}
          maxLength={500}
          value={values.question}
          onChange={(event) => set({ question: event.target.value })}
        />
      </Field>
      {able && (
        <>
          {trying ? (
            <MicrophoneCheck atOnce />
          ) : (
            <Button variant="quiet" size="sm" className="-mx-2 -my-1.5 self-start px-2" onClick={() => setTrying(true)}>
              <Mic aria-hidden />
              {waiting('try')}
            </Button>
          )}
          <MicrophoneOptions />
        </>
      )}
      {consent !== null && <ConsentField text={consent} accepted={accepted} missing={unaccepted && !accepted} onChange={onAccept} />}
      {able ? (
        <Button type="submit" variant="primary" size="lg">
          <Phone aria-hidden />
          {t('form.start')}
        </Button>
      ) : (
        <Notice kind="info" title={waiting('no-calls.title')}>
          {waiting('no-calls.text')}
        </Notice>
      )}
      {mayWrite && (
        <Button size="lg" onClick={() => submit('text')}>
          <MessageSquareText aria-hidden />
          {texts('write')}
        </Button>
      )}
      {(!able || (outlook !== null && (!outlook.open || !outlook.staffed))) && <WordButtons outlook={outlook} onLeaveWord={submit} />}
    </form>
  );
}
