'use client';

import { type FormEvent, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { CustomerFields } from '../../../server/protocol/customers.ts';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { SectionTitle } from '../../components/ui/panel.tsx';
import { Select } from '../../components/ui/select.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { WireFailure } from '../../lib/failure.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import type { WorkstationConnection } from './connection.ts';
import { type FieldName, fieldFault, LANGUAGES, LONGEST } from './customer-fields.ts';
import { useFieldWords } from './customer-words.ts';
import type { Contact } from './view-model.ts';

const TYPED = ['name', 'email', 'phone', 'company'] as const;
type Typed = Record<(typeof TYPED)[number] | 'language', string>;
type Faults = Partial<Record<FieldName, string>>;

/** Saves an unknown caller as a new customer of the center. The card takes its place when the center has them. */
export default function NewCustomerForm({
  contact,
  ready,
  connection,
}: {
  contact: Contact;
  ready: boolean;
  connection: WorkstationConnection;
}) {
  const t = useTranslations('workstation-desk.customer');
  const { nameOf, textOf } = useFieldWords();
  const errorWords = useErrorWords();
  const toast = useToast();
  const { caller } = contact;
  const [typed, setTyped] = useState<Typed>({ name: caller.name, email: caller.email ?? '', phone: '', company: '', language: 'en' });
  const [faults, setFaults] = useState<Faults>({});
  const [saving, setSaving] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const tell = (found: Faults) => {
    setFaults(found);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (saving) return;
    const slips = TYPED.flatMap((field) => {
      const fault = fieldFault(field, typed[field]);
      return fault === null ? [] : [[field, t(field === 'email' && fault === 'needed' ? 'email-needed' : `fault.${fault}`)]];
    });
    if (slips.length > 0) return tell(Object.fromEntries(slips));
    setFaults({});
    setSaving(true);
    try {
      await connection.createCustomer({ callId: contact.callId, fields: fieldsOf(typed) });
      toast({ kind: 'success', title: t('created') });
    } catch (error) {
      const field = error instanceof WireFailure ? TYPED.find((one) => error.field?.split('.').at(-1) === one) : undefined;
      if (field === undefined) toast({ kind: 'error', title: errorWords(error) });
      else tell({ [field]: errorWords(error) });
    } finally {
      setSaving(false);
    }
  };
  const languages = LANGUAGES.map((tag) => ({ value: tag, label: textOf('language', tag) })).toSorted((a, b) =>
    a.label.localeCompare(b.label),
  );

  return (
    <form ref={form} noValidate onSubmit={(event) => void save(event)} className="mt-5 grid gap-3 border-line border-t pt-4">
      <SectionTitle>{t('save-as-new')}</SectionTitle>
      {TYPED.map((field) => (
        <Field
          key={field}
          label={field === 'company' || field === 'phone' ? t('if-any', { field: nameOf(field) }) : nameOf(field)}
          error={faults[field]}
        >
          <Input
            type={field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text'}
            autoComplete="off"
            maxLength={LONGEST[field]}
            value={typed[field]}
            onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
          />
        </Field>
      ))}
      <Field label={nameOf('language')}>
        <Select value={typed.language} onChange={(language) => setTyped({ ...typed, language })} options={languages} />
      </Field>
      <Button type="submit" disabled={!ready} busy={saving} className="justify-self-start">
        {t('save-customer')}
      </Button>
    </form>
  );
}

function fieldsOf({ name, email, phone, company, language }: Typed): CustomerFields {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    name: name.trim(),
    email: email.trim().toLowerCase(),
    phone: orNull(phone),
    company: orNull(company),
    tier: 'standard',
    language,
    notes: '',
  };
}
