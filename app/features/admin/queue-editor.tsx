'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, type Path, type UseFormReturn, useForm } from 'react-hook-form';
import { type Queue, QueueInput, type Skill } from '../../../server/protocol/api.ts';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { DeleteButton } from './delete-button.tsx';
import { Editor } from './editor.tsx';
import { messageAt, sentence } from './form-errors.ts';
import { SkillLevelsField } from './skill-levels-field.tsx';
import { TextListField } from './text-list-field.tsx';
import { useSave } from './use-save.ts';

const NEW: QueueInput = {
  name: '',
  priority: 1,
  requirements: [],
  offerTimeoutSeconds: 20,
  serviceLevelSeconds: 20,
  wrapupSeconds: 60,
  dispositions: ['Resolved', 'Needs follow-up'],
};

interface QueueEditorProps {
  /** null: a new one. */
  queue: Queue | null;
  skills: readonly Skill[];
  onClose: () => void;
  onDone: () => void;
}

export function QueueEditor({ queue, skills, onClose, onDone }: QueueEditorProps) {
  const form = useForm<QueueInput>({ resolver: zodResolver(QueueInput), defaultValues: queue === null ? NEW : valuesOf(queue) });
  const { errors, isDirty, isSubmitting } = form.formState;
  const { save, failure } = useSave(form, {
    id: queue?.id ?? null,
    path: '/api/admin/queues',
    fields: Object.keys(NEW),
    onSaved: onDone,
  });

  return (
    <Editor
      title={queue === null ? 'Add a queue' : `Change ${queue.name}`}
      submitLabel={queue === null ? 'Add queue' : 'Save changes'}
      dirty={isDirty}
      busy={isSubmitting}
      failure={failure}
      onSubmit={save}
      onClose={onClose}
      extra={
        queue === null ? undefined : (
          <DeleteButton
            path={`/api/admin/queues/${encodeURIComponent(queue.id)}`}
            what={`the queue “${queue.name}”`}
            consequence="Callers can no longer choose it as a topic. Past calls keep its name."
            onDeleted={onDone}
          />
        )
      }
    >
      <Field label="Name" hint="Callers read it as the topic." error={sentence('Name', errors.name?.message)}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Controller
        control={form.control}
        name="requirements"
        render={({ field }) => (
          <SkillLevelsField
            legend="Asks for"
            hint="An agent must have all of them, at this level or a higher one."
            skills={skills}
            value={field.value}
            onChange={field.onChange}
            error={sentence('The list', messageAt(errors.requirements))}
          />
        )}
      />
      <div className="grid grid-cols-2 items-start gap-4">
        <NumberField form={form} name="priority" label="Priority" hint="0 to 10; higher is served first." />
        <NumberField form={form} name="offerTimeoutSeconds" label="Offer time-out" hint="Seconds that it rings at an agent." />
        <NumberField form={form} name="serviceLevelSeconds" label="Service level" hint="Seconds within which it is answered in time." />
        <NumberField form={form} name="wrapupSeconds" label="Wrap-up" hint="Seconds for notes after each call." />
      </div>
      <Controller
        control={form.control}
        name="dispositions"
        render={({ field }) => (
          <TextListField
            legend="Dispositions"
            hint="How a call may have ended; agents choose one in wrap-up."
            itemName="Disposition"
            addLabel="Add a disposition"
            maxLength={80}
            value={field.value}
            onChange={field.onChange}
            errors={errors.dispositions}
          />
        )}
      />
    </Editor>
  );
}

interface NumberFieldProps {
  form: UseFormReturn<QueueInput>;
  name: Path<QueueInput> & ('priority' | 'offerTimeoutSeconds' | 'serviceLevelSeconds' | 'wrapupSeconds');
  label: string;
  hint: string;
}

function NumberField({ form, name, label, hint }: NumberFieldProps) {
  return (
    <Field label={label} hint={hint} error={sentence(label, form.formState.errors[name]?.message)}>
      <Input type="number" inputMode="numeric" className="figures" {...form.register(name, { valueAsNumber: true })} />
    </Field>
  );
}

const valuesOf = ({ id: _, ...values }: Queue): QueueInput => values;
