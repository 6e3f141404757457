'use client';

import { useTranslations } from 'use-intl/react';
import type { Queue, WayOn } from '../../../../server/protocol/queue.ts';
import { Field } from '../../../components/ui/field.tsx';
import { Textarea } from '../../../components/ui/input.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { FieldGroup } from '../field-group.tsx';
import { messageAt } from '../form-errors.ts';
import { useSentences } from '../use-sentences.ts';

const WAY_ON_KINDS: readonly WayOn['kind'][] = ['message', 'leave-message', 'callback', 'queue'];

interface WayOnFieldProps {
  legend: string;
  /** Why it can't happen as the queue is set now; then there is nothing to choose. */
  never: string | null;
  /** Where calls can be sent: the other queues. */
  others: readonly Queue[];
  value: WayOn;
  onChange: (value: WayOn) => void;
  errors: unknown;
}

/** What a caller is told and offered. */
export function WayOnField({ legend, never, others, value, onChange, errors }: WayOnFieldProps) {
  const t = useTranslations('admin');
  const { sentence, sentenceAt } = useSentences();
  if (never !== null && errors === undefined)
    return (
      <FieldGroup legend={legend}>
        <p className="text-muted text-sm">{never}</p>
      </FieldGroup>
    );
  const text = 'text' in value ? value.text : '';
  const choose = (kind: WayOn['kind']) =>
    onChange(kind === 'queue' ? { kind, queueId: others[0]?.id ?? '' } : { kind, text: text || t('defaults.later') });
  return (
    <FieldGroup legend={legend} error={sentence(t('fields.this'), messageAt(errors))}>
      <Field label={t('ways.what', { legend })} hideLabel>
        <Select
          className="sm:w-72"
          value={value.kind}
          onChange={(kind) => choose(kind as WayOn['kind'])}
          options={WAY_ON_KINDS.map((kind) => ({
            value: kind,
            label: t(`ways.${kind}`),
            disabled: kind === 'queue' && value.kind !== 'queue' && others.length === 0,
          }))}
        />
      </Field>
      {value.kind === 'queue' ? (
        <Field label={t('ways.to-queue', { legend })} hideLabel error={sentenceAt(t('fields.the-queue'), errors, 'queueId')}>
          <Select
            className="sm:w-72"
            placeholder={t('ways.choose-queue')}
            value={value.queueId}
            onChange={(queueId) => onChange({ ...value, queueId })}
            options={others.map((queue) => ({ value: queue.id, label: queue.name }))}
          />
        </Field>
      ) : (
        <Field label={t('ways.words', { legend })} hideLabel error={sentenceAt(t('fields.the-text'), errors, 'text')}>
          <Textarea rows={2} maxLength={300} value={value.text} onChange={(event) => onChange({ ...value, text: event.target.value })} />
        </Field>
      )}
    </FieldGroup>
  );
}
