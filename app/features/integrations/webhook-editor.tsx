'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import { PUBLIC_EVENTS } from '../../../server/protocol/public-events.ts';
import {
  ALERT_EVENTS,
  NewWebhook,
  WEBHOOK_EVENTS,
  type Webhook,
  type WebhookEvent,
  WebhookInput,
} from '../../../server/protocol/webhooks.ts';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Switch } from '../../components/ui/switch.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { DeleteButton } from '../admin/delete-button.tsx';
import { Editor } from '../admin/editor.tsx';
import { FieldGroup } from '../admin/field-group.tsx';
import { Checkbox } from '../admin/options.tsx';
import { useSave } from '../admin/use-save.ts';
import { useSentences } from '../admin/use-sentences.ts';

interface WebhookEditorProps {
  /** null: a new one. */
  webhook: Webhook | null;
  onClose: () => void;
  /** With the secret, when there is a new one. */
  onDone: (made: NewWebhook | null) => void;
}

export function WebhookEditor({ webhook, onClose, onDone }: WebhookEditorProps) {
  const t = useTranslations('integrations.webhooks');
  const admin = useTranslations('admin');
  const { sentence, sentenceAt } = useSentences();
  const form = useForm<WebhookInput>({
    resolver: zodResolver(WebhookInput),
    defaultValues: webhook ?? { name: '', url: '', events: ['alert-fired', 'alert-cleared'], active: true },
    shouldFocusError: false, // the editor does it
  });
  const { errors, isDirty, isSubmitting, submitCount } = form.formState;
  const { save, failure } = useSave(form, {
    id: webhook?.id ?? null,
    path: '/api/admin/webhooks',
    fields: ['name', 'url', 'events'],
    nameOf: ({ name }) => name,
    onSaved: (answer) => onDone(webhook === null ? (answer as NewWebhook) : null),
  });
  return (
    <Editor
      title={webhook === null ? t('new-title') : t('change-it', { name: webhook.name })}
      submitLabel={webhook === null ? t('new-submit') : admin('save-changes')}
      dirty={isDirty}
      busy={isSubmitting}
      failure={failure}
      attempt={submitCount}
      onSubmit={save}
      onClose={onClose}
      extra={
        webhook === null ? undefined : (
          <span className="flex items-center gap-1">
            <DeleteButton
              path={`/api/admin/webhooks/${encodeURIComponent(webhook.id)}`}
              what={t('the', { name: webhook.name })}
              consequence={t('delete-consequence')}
              onDeleted={() => onDone(null)}
            />
            <RenewButton webhook={webhook} onRenewed={onDone} />
          </span>
        )
      }
    >
      <Field label={t('name')} error={sentence(t('name'), errors.name?.message)}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Field label={t('url')} hint={t('url-hint')} error={sentence(t('url'), errors.url?.message)}>
        <Input type="url" autoComplete="off" {...form.register('url')} />
      </Field>
      <Controller
        control={form.control}
        name="events"
        render={({ field }) => (
          <EventChoices value={field.value} onChange={field.onChange} error={sentenceAt(t('what'), errors, 'events')} />
        )}
      />
      <Controller
        control={form.control}
        name="active"
        render={({ field }) => <Switch label={t('active')} checked={field.value} onChange={field.onChange} />}
      />
    </Editor>
  );
}

interface EventChoicesProps {
  value: readonly WebhookEvent[];
  onChange: (events: WebhookEvent[]) => void;
  error: string | undefined;
}

function EventChoices({ value, onChange, error }: EventChoicesProps) {
  const t = useTranslations('integrations.webhooks');
  const kinds = useTranslations('integrations.kinds');
  const choices = (events: readonly WebhookEvent[]) =>
    events.map((event) => (
      <Checkbox
        key={event}
        label={kinds(event)}
        checked={value.includes(event)}
        onChange={(on) => onChange(WEBHOOK_EVENTS.filter((one) => (one === event ? on : value.includes(one))))}
      />
    ));
  return (
    <>
      <FieldGroup legend={t('alerts')} error={error}>
        {choices(ALERT_EVENTS)}
      </FieldGroup>
      <FieldGroup legend={t('calls')} hint={t('personal')}>
        {choices(PUBLIC_EVENTS)}
      </FieldGroup>
    </>
  );
}

function RenewButton({ webhook, onRenewed }: { webhook: Webhook; onRenewed: (made: NewWebhook) => void }) {
  const t = useTranslations('integrations.webhooks');
  const errorWords = useErrorWords();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const renew = () => {
    setBusy(true);
    api(`/api/admin/webhooks/${encodeURIComponent(webhook.id)}/secret`, { method: 'POST', schema: NewWebhook }).then(
      (made) => {
        toast({ kind: 'success', title: t('renewed') });
        onRenewed(made);
      },
      (error: unknown) => {
        setBusy(false);
        toast({ kind: 'error', title: errorWords(error) });
      },
    );
  };
  return (
    <Button variant="quiet" busy={busy} onClick={renew}>
      {t('renew')}
    </Button>
  );
}
