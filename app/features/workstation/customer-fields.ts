import type { Customer, CustomerFields } from '../../../server/protocol/customers.ts';

export type FieldName = keyof CustomerFields;
/** In the order in which they stand on the card. */
export const FIELD_NAMES = ['name', 'email', 'phone', 'company', 'tier', 'language', 'notes'] as const satisfies readonly FieldName[];

export const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'tr', 'zh'] as const;

/** The same bounds as the server's, so that most slips are told before anything is sent. The server still has the last word. */
export const LONGEST: Record<FieldName, number> = { name: 120, email: 254, phone: 40, company: 120, tier: 16, language: 16, notes: 4000 };
const NEEDED: ReadonlySet<FieldName> = new Set(['name', 'email']);
const MAY_BE_NULL: ReadonlySet<FieldName> = new Set(['phone', 'company']);
const EMAIL = /^[^\s@<>()[\],;:\\"]+@[^\s@.]+(\.[^\s@.]+)+$/;

export type FieldFault = 'needed' | 'not-an-email' | 'too-long';

/** What stands in the input. */
export const fieldText = (fields: Partial<CustomerFields>, field: FieldName): string => fields[field] ?? '';

/** What is wrong with what was typed; null: nothing. */
export function fieldFault(field: FieldName, typed: string): FieldFault | null {
  const text = typed.trim();
  if (text === '') return NEEDED.has(field) ? 'needed' : null;
  if (text.length > LONGEST[field]) return 'too-long';
  return field === 'email' && !EMAIL.test(text) ? 'not-an-email' : null;
}

/** What is sent for what was typed. The same as what is there already: null, there is nothing to send. */
export function changeOf(current: Partial<CustomerFields>, field: FieldName, typed: string): Partial<CustomerFields> | null {
  const text = field === 'email' ? typed.trim().toLowerCase() : typed.trim();
  if (text === fieldText(current, field).trim()) return null;
  return { [field]: text === '' && MAY_BE_NULL.has(field) ? null : text };
}

/**
 * A field while it is changed. `base` is the record from which the change was begun: the server saves it unless somebody
 * changed this same field since. `theirs` is what they made of it, once that is known.
 */
export interface FieldEdit {
  typed: string;
  base: { version: string; text: string };
  theirs: { version: string; text: string; by: string | null } | null;
}

export const beginEdit = (customer: Customer, field: FieldName): FieldEdit => ({
  typed: fieldText(customer, field),
  base: { version: customer.version, text: fieldText(customer, field) },
  theirs: null,
});

/** Another agent's change comes in while this one types: told at once, and nothing that was typed is lost. */
export function meanwhile(edit: FieldEdit, customer: Customer, field: FieldName, by: string | null = null): FieldEdit {
  const text = fieldText(customer, field);
  if (text === edit.base.text || text === edit.typed) return { ...edit, theirs: null };
  return { ...edit, theirs: { version: customer.version, text, by: by ?? (edit.theirs?.text === text ? edit.theirs.by : null) } };
}

/** The own text stands against theirs, knowingly. */
export function keepMine(edit: FieldEdit): FieldEdit {
  return edit.theirs === null ? edit : { ...edit, base: { version: edit.theirs.version, text: edit.theirs.text }, theirs: null };
}
