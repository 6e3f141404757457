'use client';

import { CalendarClock, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { PlanningScope } from '../../../server/protocol/planning.ts';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Select } from '../../components/ui/select.tsx';
import { EmptyState } from '../../components/ui/states.tsx';
import { WireFailure } from '../../lib/failure.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { dateIn } from './local-date.ts';
import { useWhatIf } from './use-what-if.ts';
import { ChangeRow } from './what-if-change.tsx';
import { WhatIfLimits, WhatIfOutcome } from './what-if-outcome.tsx';
import { type Change, dayToTry, faultAt, isTime, newChange, requestOf, type WhatIfForm } from './what-if-view.ts';

const ADDS = [
  { kind: 'staff', words: 'add-staff' },
  { kind: 'queue', words: 'add-queue' },
  { kind: 'center', words: 'add-center' },
] as const;

/** A past day tried otherwise. */
export function WhatIfTab({ scope }: { scope: PlanningScope }) {
  const t = useTranslations('planning');
  const errorWords = useErrorWords();
  const { trying, run, cancel } = useWhatIf();
  const [center] = scope.centers;
  const zoneOf = (id: string) => scope.centers.find((one) => one.id === id)?.timeZone ?? 'UTC';
  const [form, setForm] = useState<WhatIfForm>({
    centerId: center?.id ?? '',
    date: dayToTry(scope, zoneOf(center?.id ?? '')),
    changes: [],
  });
  /** Faults are shown once somebody has pressed "Run". */
  const [pressed, setPressed] = useState(false);
  const nextId = useRef(1);
  if (scope.firstCallAt === null)
    return (
      <EmptyState icon={CalendarClock} title={t('what-if.none-title')}>
        {t('what-if.none-text')}
      </EmptyState>
    );

  const read = requestOf(form, scope);
  const error = trying.kind === 'refused' ? trying.error : trying.kind === 'failed' ? trying.error : null;
  const field = error instanceof WireFailure ? error.field : trying.kind === 'failed' ? trying.error.field : undefined;
  const fault = faultAt(field, form.changes);
  const setChanges = (changes: readonly Change[]) => setForm({ ...form, changes });
  const add = (kind: Change['kind']) => {
    const change = newChange(kind, nextId.current, scope);
    nextId.current += 1;
    if (change) setChanges([...form.changes, change]);
  };
  const press = () => {
    setPressed(true);
    if ('request' in read) run(read.request);
  };
  const running = trying.kind === 'running' || trying.kind === 'starting';
  return (
    <>
      <Panel>
        <p className="mb-3 text-muted">{t('what-if.lead')}</p>
        <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
          <Field label={t('fields.day')} className="w-44" error={field === 'date' ? errorWords(error) : undefined}>
            <Input
              type="date"
              min={dateIn(scope.firstCallAt, zoneOf(form.centerId))}
              max={dateIn(scope.now, zoneOf(form.centerId))}
              value={form.date}
              onChange={(event) => setForm({ ...form, date: event.target.value })}
            />
          </Field>
          {scope.centers.length > 1 && (
            <Field label={t('fields.center')} className="w-40">
              <Select
                value={form.centerId}
                onChange={(centerId) => setForm({ ...form, centerId })}
                options={scope.centers.map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Field>
          )}
        </div>
      </Panel>
      <Panel
        title={t('what-if.changes')}
        action={
          <div className="flex flex-wrap justify-end gap-2">
            {ADDS.map(({ kind, words }) => (
              <Button key={kind} size="sm" onClick={() => add(kind)}>
                <Plus aria-hidden />
                {t(`what-if.${words}`)}
              </Button>
            ))}
          </div>
        }
      >
        {form.changes.length === 0 ? (
          <p className="text-muted text-sm">{t('what-if.no-changes')}</p>
        ) : (
          <ul className="flex flex-col divide-y divide-line">
            {form.changes.map((change) => (
              <ChangeRow
                key={change.id}
                scope={scope}
                change={change}
                onChange={(next) => setChanges(form.changes.map((one) => (one.id === next.id ? next : one)))}
                onRemove={() => setChanges(form.changes.filter((one) => one !== change))}
                errorOf={(name) =>
                  pressed && 'wrong' in read && read.wrong.some((one) => one.id === change.id && one.field === name)
                    ? t(isTime(name) ? 'fields.not-a-time' : 'fields.not-a-number')
                    : fault?.id === change.id && fault.field === name
                      ? errorWords(error)
                      : undefined
                }
              />
            ))}
          </ul>
        )}
        <div className="mt-4 flex flex-wrap items-center gap-3">
          <Button variant="primary" busy={running} disabled={form.changes.length === 0 || form.date === ''} onClick={press}>
            {t('what-if.run')}
          </Button>
          {trying.kind === 'running' && (
            <>
              <Button onClick={cancel}>{t('what-if.cancel')}</Button>
              <div
                role="progressbar"
                aria-label={t('what-if.run')}
                aria-valuemin={0}
                aria-valuemax={trying.of}
                aria-valuenow={trying.done}
                className="h-2 w-48 overflow-hidden rounded-full bg-sunken"
              >
                <div className="h-full bg-accent" style={{ width: `${(trying.done / trying.of) * 100}%` }} />
              </div>
            </>
          )}
          <p role="status" className="figures text-muted text-sm">
            {trying.kind === 'running' && t('what-if.progress', { done: trying.done, of: trying.of })}
            {trying.kind === 'canceled' && t('what-if.canceled')}
          </p>
        </div>
      </Panel>
      <WhatIfOutcome trying={trying} {...(error !== null && fault === null && field !== 'date' ? { message: errorWords(error) } : {})} />
      <WhatIfLimits />
    </>
  );
}
