'use client';

import { useEffect, useRef, useState } from 'react';
import type { Customer, UpdateCustomer, UpdateResult } from '../../../server/protocol/customers.ts';
import { unreachable, WireFailure } from '../../lib/failure.ts';
import {
  beginEdit,
  changeOf,
  type FieldEdit,
  type FieldFault,
  type FieldName,
  fieldFault,
  fieldText,
  keepMine,
  meanwhile,
} from './customer-fields.ts';

export type UpdateRecord = (change: UpdateCustomer) => Promise<UpdateResult>;
/** Why a change could not be saved: seen here, or said by the server. */
export type FieldProblem = { kind: 'fault'; fault: FieldFault } | { kind: 'refused'; error: unknown };

/** One field of a customer's record while an agent changes it where it stands. `update` is null while nothing can be saved. */
export function useFieldEdit(customer: Customer, field: FieldName, update: UpdateRecord | null) {
  const [edit, setEdit] = useState<FieldEdit | null>(null);
  const [problem, setProblem] = useState<FieldProblem | null>(null);
  const [saving, setSaving] = useState(false);
  const running = useRef(false);

  // Somebody else's change of this field is told while it is typed, not only when it is saved.
  const text = fieldText(customer, field);
  const record = useRef(customer);
  record.current = customer;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the record is sent anew with every round trip; only what it says of this field counts.
  useEffect(() => {
    if (!running.current) setEdit((now) => now && meanwhile(now, record.current, field));
  }, [customer.version, text, field]);

  const leave = () => {
    setEdit(null);
    setProblem(null);
  };
  const change = (next: FieldEdit) => {
    setEdit(next);
    setProblem(null);
  };

  /** @returns whether nothing is left to be done */
  const save = async (from: FieldEdit): Promise<boolean> => {
    if (running.current) return false;
    const fault = fieldFault(field, from.typed);
    if (fault !== null) {
      setEdit(from);
      setProblem({ kind: 'fault', fault });
      return false;
    }
    const changes = changeOf({ [field]: from.base.text }, field, from.typed);
    if (changes === null) {
      leave();
      return true;
    }
    if (update === null) {
      setEdit(from);
      setProblem({ kind: 'refused', error: unreachable() });
      return false;
    }
    running.current = true;
    setSaving(true);
    setProblem(null);
    setEdit(from);
    try {
      const result = await update({ customerId: customer.id, version: from.base.version, changes });
      const told = result.kind === 'conflict' ? meanwhile(from, result.card.customer, field, result.by) : null;
      if (told?.theirs == null) {
        leave();
        return true;
      }
      setEdit(told);
      return false;
    } catch (error) {
      if (!(error instanceof WireFailure)) throw error;
      setProblem({ kind: 'refused', error });
      return false;
    } finally {
      running.current = false;
      setSaving(false);
    }
  };

  return {
    edit,
    problem,
    saving,
    begin: () => change(beginEdit(customer, field)),
    type: (typed: string) => edit && change({ ...edit, typed }),
    /** What the record says, whoever said it. */
    restore: leave,
    save: () => (edit === null ? Promise.resolve(true) : save(edit)),
    /** Chosen from a list: saved at once. */
    choose: (value: string) => save({ ...beginEdit(customer, field), typed: value }),
    keepMine: () => (edit === null ? Promise.resolve(true) : save(keepMine(edit))),
  };
}
export type FieldEditing = ReturnType<typeof useFieldEdit>;
