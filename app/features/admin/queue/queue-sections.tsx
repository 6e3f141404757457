'use client';

import { Controller, type UseFormReturn } from 'react-hook-form';
import type { Skill } from '../../../../server/protocol/api.ts';
import { leaves, pathText } from '../../../../server/protocol/disposition-tree.ts';
import type { Center, Queue, QueueInput } from '../../../../server/protocol/queue.ts';
import { Field } from '../../../components/ui/field.tsx';
import { Input } from '../../../components/ui/input.tsx';
import { sentence } from '../form-errors.ts';
import { HoursField } from '../hours/hours-field.tsx';
import { TextListField } from '../text-list-field.tsx';
import { CentersField } from './centers-field.tsx';
import { treeOf } from './disposition-lines.ts';
import { NumberField } from './number-field.tsx';
import { RequirementField } from './requirement-field.tsx';
import { StepsField } from './steps-field.tsx';
import { StrategyField } from './strategy-field.tsx';
import { WayOnField } from './way-on-field.tsx';

/** What is in each section of the queue editor. */

export interface SectionProps {
  form: UseFormReturn<QueueInput>;
  /** As it is in the form now. */
  queue: QueueInput;
  skills: readonly Skill[];
  centers: readonly Center[];
  /** The other queues. */
  others: readonly Queue[];
}

export function BasicsSection({ form }: SectionProps) {
  return (
    <>
      <Field label="Name" hint="Callers read it as the topic." error={sentence('Name', form.formState.errors.name?.message)}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <div className="grid grid-cols-2 items-start gap-4">
        <NumberField form={form} name="priority" label="Priority" hint="0 to 10; higher is served first." />
        <NumberField form={form} name="serviceLevelSeconds" label="Service level" hint="Seconds within which it is answered in time." />
      </div>
    </>
  );
}

export function WhoSection({ form, skills, centers }: SectionProps) {
  const { errors } = form.formState;
  return (
    <>
      <Controller
        control={form.control}
        name="requirement"
        render={({ field }) => (
          <RequirementField skills={skills} value={field.value} onChange={field.onChange} errors={errors.requirement} />
        )}
      />
      <Controller
        control={form.control}
        name="centers"
        render={({ field }) => <CentersField centers={centers} value={field.value} onChange={field.onChange} errors={errors.centers} />}
      />
    </>
  );
}

export function OfferSection({ form }: SectionProps) {
  return (
    <>
      <Controller
        control={form.control}
        name="strategy"
        render={({ field }) => <StrategyField value={field.value} onChange={field.onChange} errors={form.formState.errors.strategy} />}
      />
      <div className="grid grid-cols-2 items-start gap-4">
        <NumberField form={form} name="offersAtOnce" label="Agents at once" hint="It rings at so many; the first to accept has it." />
        <NumberField form={form} name="offerTimeoutSeconds" label="Offer time-out" hint="Seconds that it rings at an agent." />
        <NumberField
          form={form}
          name="preferredSeconds"
          label="Last agent first"
          hint="Seconds for whom the customer spoke to last; 0: not at all."
        />
      </div>
    </>
  );
}

export function StepsSection({ form, queue, skills, centers }: SectionProps) {
  return (
    <Controller
      control={form.control}
      name="steps"
      render={({ field }) => (
        <StepsField
          skills={skills}
          centers={centers}
          requirement={queue.requirement}
          ownCenters={queue.centers}
          value={field.value}
          onChange={field.onChange}
          errors={form.formState.errors.steps}
        />
      )}
    />
  );
}

export function HoursSection({ form, centers }: SectionProps) {
  return (
    <Controller
      control={form.control}
      name="hours"
      render={({ field }) => (
        <HoursField
          label="Open at certain hours only"
          hint="Off: always open."
          timeZone={centers[0]?.timeZone ?? 'UTC'}
          value={field.value}
          onChange={field.onChange}
          errors={form.formState.errors.hours}
        />
      )}
    />
  );
}

export function CannotSection({ form, queue, others }: SectionProps) {
  const wayOn = (name: 'whenClosed' | 'whenFull' | 'whenTooLong', legend: string, never: string | null) => (
    <Controller
      control={form.control}
      name={name}
      render={({ field }) => (
        <WayOnField
          legend={legend}
          never={never}
          others={others}
          value={field.value}
          onChange={field.onChange}
          errors={form.formState.errors[name]}
        />
      )}
    />
  );
  return (
    <>
      <div className="grid grid-cols-2 items-start gap-4">
        <NumberField form={form} name="maxLength" label="Longest line" hint="Calls that may wait. Empty: any number." mayBeEmpty />
        <NumberField form={form} name="maxWaitSeconds" label="Longest wait" hint="Seconds. Empty: any time." mayBeEmpty />
      </div>
      {wayOn('whenClosed', 'When it is closed', queue.hours === null ? 'It is always open.' : null)}
      {wayOn('whenFull', 'When the line is full', queue.maxLength === null ? 'The line has no end.' : null)}
      {wayOn('whenTooLong', 'When it took too long', queue.maxWaitSeconds === null ? 'Callers may wait for any time.' : null)}
    </>
  );
}

export function AfterSection({ form }: SectionProps) {
  return (
    <>
      <div className="grid grid-cols-2 items-start gap-4">
        <NumberField form={form} name="wrapupSeconds" label="Wrap-up" hint="Seconds for notes after each call." />
        <NumberField
          form={form}
          name="wrapupExtensionSeconds"
          label="Extension"
          hint="Seconds that an agent can add to a wrap-up; 0: none."
        />
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
            value={leaves(field.value).map(pathText)}
            onChange={(lines) => field.onChange(treeOf(lines))}
            errors={form.formState.errors.dispositions}
          />
        )}
      />
    </>
  );
}
