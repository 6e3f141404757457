'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import { type Center, CenterInput } from '../../../server/protocol/queue.ts';
import { Field } from '../../components/ui/field.tsx';
import { Switch } from '../../components/ui/switch.tsx';
import { Editor } from './editor.tsx';
import { HoursField } from './hours/hours-field.tsx';
import { NumberInput } from './number-input.tsx';
import { PercentField } from './percent-field.tsx';
import { useSave } from './use-save.ts';
import { useSentences } from './use-sentences.ts';

interface CenterEditorProps {
  center: Center;
  onClose: () => void;
  onSaved: () => void;
}

export function CenterEditor({ center, onClose, onSaved }: CenterEditorProps) {
  const t = useTranslations('admin');
  const texts = useTranslations('admin-texts');
  const { sentence } = useSentences();
  const form = useForm<CenterInput>({
    resolver: zodResolver(CenterInput),
    defaultValues: { limits: center.limits, listening: center.listening },
    shouldFocusError: false, // the editor does it
  });
  const { errors } = form.formState;
  const saving = useSave(form, {
    id: center.id,
    path: '/api/admin/centers',
    fields: ['limits', 'listening'],
    nameOf: () => center.name,
    onSaved,
  });

  return (
    <Editor
      title={t('change-it', { name: center.name })}
      description={t('centers.editor-text')}
      submitLabel={t('save-changes')}
      wide
      {...saving}
      onClose={onClose}
    >
      <div className="grid grid-cols-2 items-start gap-4 max-sm:grid-cols-1">
        <Controller
          control={form.control}
          name="limits.foreignShare"
          render={({ field }) => (
            <PercentField
              label={t('centers.share')}
              hint={t('centers.share-hint')}
              value={field.value}
              onChange={field.onChange}
              error={sentence(t('centers.share'), errors.limits?.foreignShare?.message)}
            />
          )}
        />
        <Controller
          control={form.control}
          name="limits.protectServiceLevel"
          render={({ field }) => (
            <PercentField
              label={t('centers.protect')}
              hint={t('centers.protect-hint')}
              value={field.value}
              onChange={(share) => field.onChange(Number.isNaN(share) ? null : share)}
              error={sentence(t('centers.protect'), errors.limits?.protectServiceLevel?.message)}
            />
          )}
        />
      </div>
      <Controller
        control={form.control}
        name="limits.textCapacity"
        render={({ field }) => (
          <Field
            label={texts('capacity')}
            hint={texts('capacity-hint')}
            error={sentence(texts('capacity'), errors.limits?.textCapacity?.message)}
          >
            <NumberInput className="figures" min={0} max={10} value={field.value} onChange={field.onChange} />
          </Field>
        )}
      />
      <Controller
        control={form.control}
        name="limits.callsDuringTexts"
        render={({ field }) => (
          <Switch label={texts('during')} hint={texts('during-hint')} checked={field.value} onChange={field.onChange} />
        )}
      />
      <Controller
        control={form.control}
        name="limits.hours"
        render={({ field }) => (
          <HoursField
            label={t('centers.hours')}
            hint={t('centers.hours-hint')}
            timeZone={center.timeZone}
            value={field.value}
            onChange={field.onChange}
            errors={errors.limits?.hours}
          />
        )}
      />
      <Controller
        control={form.control}
        name="listening"
        render={({ field }) => (
          <Switch
            label={t('centers.listening-told')}
            hint={t('centers.listening-hint')}
            checked={field.value !== 'silent'}
            onChange={(told) => field.onChange(told ? 'told' : 'silent')}
          />
        )}
      />
    </Editor>
  );
}
