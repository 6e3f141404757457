'use client';

import { Phone } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import type { WireError } from '../../../server/protocol/common.ts';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input, Textarea } from '../../components/ui/input.tsx';
import { checkForm, type FormErrors, type FormValues, fieldOf } from './form-values.ts';
import { MicrophoneOptions } from './microphone-options.tsx';
import { Notice } from './notice.tsx';
import { TopicField } from './topic-field.tsx';
import type { ProbedCenter } from './topics.ts';
import { preloadCall } from './use-widget.ts';

interface CallFormProps {
  wantedTopic: string | null;
  values: FormValues;
  onChange: (values: FormValues) => void;
  /** Why the server would not begin the call that was asked for before. */
  failure: WireError | null;
  onCenters: (centers: readonly ProbedCenter[]) => void;
  onSubmit: () => void;
}

export function CallForm({ wantedTopic, values, onChange, failure, onCenters, onSubmit }: CallFormProps) {
  const [errors, setErrors] = useState<FormErrors>(() => errorsOf(failure));
  const form = useRef<HTMLFormElement>(null);
  const set = (change: Partial<FormValues>) => {
    onChange({ ...values, ...change });
    const rest = { ...errors };
    for (const field of Object.keys(change)) delete rest[field as keyof FormValues];
    setErrors(rest);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = checkForm(values);
    setErrors(found);
    const first = Object.keys(found)[0];
    if (first === undefined) onSubmit();
    else form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };

  return (
    <form ref={form} noValidate onSubmit={submit} onFocus={preloadCall} className="flex flex-col gap-4">
      <p className="text-muted">You talk right here, in this browser.</p>
      {failure !== null && fieldOf(failure.field) === null && (
        <Notice kind="error" title="The call was not placed">
          {failure.message}
        </Notice>
      )}
      <TopicField
        wanted={wantedTopic}
        value={values.queueId}
        error={errors.queueId}
        onChange={(queueId) => set({ queueId })}
        onCenters={onCenters}
      />
      <Field label="Your name" error={errors.name}>
        <Input
          name="name"
          autoComplete="name"
          maxLength={120}
          value={values.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field label="Email" hint="Optional. With it we find your orders and earlier calls." error={errors.email}>
        <Input
          name="email"
          type="email"
          autoComplete="email"
          maxLength={254}
          value={values.email}
          onChange={(event) => set({ email: event.target.value })}
        />
      </Field>
      <Field label="What is it about?" hint="Optional. Whoever answers reads it first." error={errors.question}>
        <Textarea
          name="question"
          rows={2}
          maxLength={500}
          value={values.question}
          onChange={(event) => set({ question: event.target.value })}
        />
      </Field>
      <MicrophoneOptions />
      <Button type="submit" variant="primary" size="lg">
        <Phone aria-hidden />
        Start call
      </Button>
    </form>
  );
}

function errorsOf(failure: WireError | null): FormErrors {
  const field = fieldOf(failure?.field);
  return failure === null || field === null ? {} : { [field]: failure.message };
}
