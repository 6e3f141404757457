'use client';

import { Controller, type UseFormReturn } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import type { Skill } from '../../../../server/protocol/api.ts';
import type { Center, Queue, QueueInput } from '../../../../server/protocol/queue.ts';
import { Field } from '../../../components/ui/field.tsx';
import { Input } from '../../../components/ui/input.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { HoursField } from '../hours/hours-field.tsx';
import { useSentences } from '../use-sentences.ts';
import { CentersField } from './centers-field.tsx';
import { DispositionsField } from './dispositions-field.tsx';
import { NumberField } from './number-field.tsx';
import { RequirementField } from './requirement-field.tsx';
import { StepsField } from './steps-field.tsx';
import { StrategyField } from './strategy-field.tsx';
import { WayOnField } from './way-on-field.tsx';
import { WrapupEndsField } from './wrapup-ends-field.tsx';

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
  const t = useTranslations('admin');
  const { sentence } = useSentences();
  return (
    <>
      <Field label={t('fields.name')} hint={t('queue.name-hint')} error={sentence(t('fields.name'), form.formState.errors.name?.message)}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <div className="grid grid-cols-2 items-start gap-4">
        <NumberField form={form} name="priority" label={t('queue.priority')} hint={t('queue.priority-hint')} />
        <NumberField form={form} name="serviceLevelSeconds" label={t('queue.level')} hint={t('queue.level-hint')} />
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
  const t = useTranslations('admin');
  return (
    <>
      <Controller
        control={form.control}
        name="strategy"
        render={({ field }) => <StrategyField value={field.value} onChange={field.onChange} errors={form.formState.errors.strategy} />}
      />
      <div className="grid grid-cols-2 items-start gap-4">
        <NumberField form={form} name="offersAtOnce" label={t('queue.at-once')} hint={t('queue.at-once-hint')} />
        <NumberField form={form} name="offerTimeoutSeconds" label={t('queue.offer-time')} hint={t('queue.offer-time-hint')} />
        <NumberField form={form} name="preferredSeconds" label={t('queue.preferred')} hint={t('queue.preferred-hint')} />
      </div>
    </>
  );
}

export function TextsSection({ form, queue }: SectionProps) {
  const t = useTranslations('admin-texts');
  return (
    <>
      <Controller
        control={form.control}
        name="takesTexts"
        render={({ field }) => <Switch label={t('takes')} hint={t('takes-hint')} checked={field.value} onChange={field.onChange} />}
      />
      {queue.takesTexts && <NumberField form={form} name="textIdleMinutes" label={t('idle')} hint={t('idle-hint')} mayBeEmpty />}
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
  const t = useTranslations('admin');
  return (
    <>
      <Controller
        control={form.control}
        name="hours"
        render={({ field }) => (
          <HoursField
            label={t('queue.hours')}
            hint={t('queue.hours-hint')}
            timeZone={centers[0]?.timeZone ?? 'UTC'}
            value={field.value}
            onChange={field.onChange}
            errors={form.formState.errors.hours}
          />
        )}
      />
      <NumberField form={form} name="callbacksPerSlot" label={t('queue.callbacks')} hint={t('queue.callbacks-hint')} />
    </>
  );
}

export function CannotSection({ form, queue, others }: SectionProps) {
  const t = useTranslations('admin');
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
        <NumberField form={form} name="maxLength" label={t('queue.max-length')} hint={t('queue.max-length-hint')} mayBeEmpty />
        <NumberField form={form} name="maxWaitSeconds" label={t('queue.max-wait')} hint={t('queue.max-wait-hint')} mayBeEmpty />
      </div>
      {wayOn('whenClosed', t('queue.when-closed'), queue.hours === null ? t('queue.never-closed') : null)}
      {wayOn('whenFull', t('queue.when-full'), queue.maxLength === null ? t('queue.never-full') : null)}
      {wayOn('whenTooLong', t('queue.when-too-long'), queue.maxWaitSeconds === null ? t('queue.never-too-long') : null)}
    </>
  );
}

export function AfterSection({ form }: SectionProps) {
  const t = useTranslations('admin');
  return (
    <>
      <div className="grid grid-cols-2 items-start gap-4">
        <NumberField form={form} name="wrapupSeconds" label={t('queue.wrapup')} hint={t('queue.wrapup-hint')} />
        <NumberField form={form} name="wrapupExtensionSeconds" label={t('queue.extension')} hint={t('queue.extension-hint')} />
      </div>
      <Controller
        control={form.control}
        name="wrapupEnds"
        render={({ field }) => <WrapupEndsField value={field.value} onChange={field.onChange} />}
      />
      <Controller
        control={form.control}
        name="dispositions"
        render={({ field }) => (
          <DispositionsField value={field.value} onChange={field.onChange} errors={form.formState.errors.dispositions} />
        )}
      />
    </>
  );
}
