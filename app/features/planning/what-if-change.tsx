'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import type { PlanningScope } from '../../../server/protocol/planning.ts';
import { STRATEGIES } from '../../../server/protocol/queue.ts';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Select } from '../../components/ui/select.tsx';
import { StepFields } from './what-if-steps.tsx';
import { type Change, type ChangeField, limitsOf, rulesOf } from './what-if-view.ts';

interface ChangeRowProps {
  scope: PlanningScope;
  change: Change;
  onChange: (change: Change) => void;
  onRemove: () => void;
  errorOf: (field: ChangeField) => string | undefined;
}

const ANY = 'any';
const TITLES = { staff: 'staff', queue: 'queue-rule', center: 'limit' } as const;

/** One change of the day, in fields of its own. */
export function ChangeRow({ scope, change, onChange, onRemove, errorOf }: ChangeRowProps) {
  const t = useTranslations('planning.what-if');
  const typed = (
    field: ChangeField,
    label: string,
    value: string,
    set: (value: string) => void,
    type = 'text',
    hint?: string,
  ): ReactNode => (
    <Field label={label} error={errorOf(field)} {...(hint === undefined ? {} : { hint })} className={hint === undefined ? 'w-32' : 'w-40'}>
      <Input
        type={type}
        {...(type === 'text' ? { inputMode: 'text' as const } : {})}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
    </Field>
  );
  const chosen = (label: string, value: string, set: (value: string) => void, options: readonly { value: string; label: string }[]) => (
    <Field label={label} className="w-52">
      <Select value={value} onChange={set} options={options} />
    </Field>
  );
  const centers = scope.centers.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <li className="flex items-start gap-x-4 py-3 first:pt-1">
      <fieldset className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-3">
        <legend className="mb-1 font-medium text-muted text-xs">{t(TITLES[change.kind])}</legend>
        {change.kind === 'staff' && (
          <>
            {chosen(t('center'), change.centerId, (centerId) => onChange({ ...change, centerId }), centers)}
            {chosen(t('skill'), change.skillId ?? ANY, (id) => onChange({ ...change, skillId: id === ANY ? null : id }), [
              { value: ANY, label: t('any-skill') },
              ...scope.skills.map(({ id, name }) => ({ value: id, label: name })),
            ])}
            {typed('agents', t('agents'), change.agents, (agents) => onChange({ ...change, agents }))}
            {typed('from', t('from'), change.from, (from) => onChange({ ...change, from }), 'time')}
            {typed('to', t('to'), change.to, (to) => onChange({ ...change, to }), 'time')}
          </>
        )}
        {change.kind === 'queue' && (
          <>
            {chosen(
              t('queue'),
              change.queueId,
              (queueId) => {
                const queue = scope.queues.find(({ id }) => id === queueId);
                if (queue) onChange({ ...change, ...rulesOf(queue) });
              },
              scope.queues.map(({ id, name }) => ({ value: id, label: name })),
            )}
            {chosen(
              t('strategy'),
              change.strategy,
              (value) => onChange({ ...change, strategy: STRATEGIES.find((name) => name === value) ?? change.strategy }),
              STRATEGIES.map((name) => ({ value: name, label: t(`strategies.${name}`) })),
            )}
            {typed('offers', t('offers'), change.offers, (offers) => onChange({ ...change, offers }))}
            {typed('priority', t('priority'), change.priority, (priority) => onChange({ ...change, priority }))}
            <StepFields
              scope={scope}
              queueId={change.queueId}
              steps={change.steps}
              onChange={(steps) => onChange({ ...change, steps })}
              errorOf={errorOf}
            />
          </>
        )}
        {change.kind === 'center' && (
          <>
            {chosen(
              t('center'),
              change.centerId,
              (centerId) => {
                const center = scope.centers.find(({ id }) => id === centerId);
                if (center) onChange({ ...change, ...limitsOf(center) });
              },
              centers,
            )}
            {typed('foreign', t('foreign'), change.foreign, (foreign) => onChange({ ...change, foreign }))}
            {typed('protect', t('protect'), change.protect, (protect) => onChange({ ...change, protect }), 'text', t('protect-hint'))}
            {typed('opens', t('opens'), change.opens, (opens) => onChange({ ...change, opens }), 'time', t('hours-hint'))}
            {typed('closes', t('closes'), change.closes, (closes) => onChange({ ...change, closes }), 'time')}
          </>
        )}
      </fieldset>
      <Button variant="quiet" size="icon" className="mt-7 ml-auto" aria-label={t('remove')} onClick={onRemove}>
        <X aria-hidden />
      </Button>
    </li>
  );
}
