'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm } from 'react-hook-form';
import { type Center, CenterInput } from '../../../server/protocol/queue.ts';
import { Editor } from './editor.tsx';
import { sentence } from './form-errors.ts';
import { HoursField } from './hours/hours-field.tsx';
import { PercentField } from './percent-field.tsx';
import { useSave } from './use-save.ts';

interface CenterEditorProps {
  center: Center;
  onClose: () => void;
  onSaved: () => void;
}

export function CenterEditor({ center, onClose, onSaved }: CenterEditorProps) {
  const form = useForm<CenterInput>({
    resolver: zodResolver(CenterInput),
    defaultValues: { limits: center.limits },
    shouldFocusError: false, // the editor does it
  });
  const { errors, isDirty, isSubmitting, submitCount } = form.formState;
  const { save, failure } = useSave(form, {
    id: center.id,
    path: '/api/admin/centers',
    fields: ['limits'],
    nameOf: () => center.name,
    onSaved,
  });

  return (
    <Editor
      title={`Change ${center.name}`}
      description="Its calls in progress go on whatever is set here."
      submitLabel="Save changes"
      dirty={isDirty}
      busy={isSubmitting}
      failure={failure}
      attempt={submitCount}
      wide
      onSubmit={save}
      onClose={onClose}
    >
      <div className="grid grid-cols-2 items-start gap-4 max-sm:grid-cols-1">
        <Controller
          control={form.control}
          name="limits.foreignShare"
          render={({ field }) => (
            <PercentField
              label="Share for others"
              hint="How many of its agents may be on calls of other centers at once. 100 %: all of them."
              value={field.value}
              onChange={field.onChange}
              error={sentence('Share for others', errors.limits?.foreignShare?.message)}
            />
          )}
        />
        <Controller
          control={form.control}
          name="limits.protectServiceLevel"
          render={({ field }) => (
            <PercentField
              label="Service level to protect"
              hint="While its own calls of the last 30 minutes are below, it takes none of others. Empty: it doesn’t mind."
              value={field.value}
              onChange={(share) => field.onChange(Number.isNaN(share) ? null : share)}
              error={sentence('Service level to protect', errors.limits?.protectServiceLevel?.message)}
            />
          )}
        />
      </div>
      <Controller
        control={form.control}
        name="limits.hours"
        render={({ field }) => (
          <HoursField
            label="Works at certain hours only"
            hint="Outside of them its agents get no offers. Off: whenever somebody is signed in."
            timeZone={center.timeZone}
            value={field.value}
            onChange={field.onChange}
            errors={errors.limits?.hours}
          />
        )}
      />
    </Editor>
  );
}
