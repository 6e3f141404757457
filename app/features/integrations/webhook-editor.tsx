'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import { PUBLIC_EVENTS } from '../../../server/protocol/public-events.ts';
import {
  ALERT_EVENTS,
  type NewWebhook,
  WEBHOOK_EVENTS,
  type Webhook,
  type WebhookEvent,
  WebhookInput,
} from '../../../server/protocol/webhooks.ts';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Switch } from '../../components/ui/switch.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import { DeleteButton } from '../admin/delete-button.tsx';
import { Editor } from '../admin/editor.tsx';
import { FieldGroup } from '../admin/field-group.tsx';
import { Checkbox } from '../admin/options.tsx';
import { useSave } from '../admin/use-save.ts';
import { useSentences } from '../admin/use-sentences.ts';
import { RenewButton } from './renew-button.tsx';

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
  const { errors } = form.formState;
  const saving = useSave(form, {
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
      {...saving}
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
      {webhook !== null && <OldSecret webhook={webhook} />}
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

/** Whoever looks after the other side must know how long they have. */
function OldSecret({ webhook: { oldSecretUntil } }: { webhook: Webhook }) {
  const t = useTranslations('integrations.webhooks');
  const { moment } = useFormats();
  if (oldSecretUntil === null || oldSecretUntil <= Date.now()) return null;
  return <p className="text-muted text-sm">{t('old-until', { time: moment(oldSecretUntil, Date.now()) })}</p>;
}
