'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm } from 'react-hook-form';
import { z } from 'zod';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { SectionTitle } from '../../components/ui/panel.tsx';
import { Select } from '../../components/ui/select.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { messageOf } from '../../lib/failure.ts';
import { languageName } from '../../lib/format.ts';
import type { WorkstationConnection } from './connection.ts';
import type { Contact } from './view-model.ts';

const LANGUAGES = ['en', 'pt', 'es', 'fr', 'de', 'it', 'nl', 'pl', 'tr', 'ar', 'hi', 'ja', 'ko', 'zh']
  .map((tag) => ({ value: tag, label: languageName(tag) }))
  .toSorted((a, b) => a.label.localeCompare(b.label));

const NewCustomer = z.object({
  name: z.string().trim().min(1, 'Enter a name.').max(120, 'This is too long.'),
  email: z
    .string()
    .trim()
    .min(1, 'Enter an email address: it is how they are known next time.')
    .pipe(z.email('This is not an email address.')),
  company: z.string().trim().max(120, 'This is too long.'),
  language: z.string(),
});
type NewCustomer = z.infer<typeof NewCustomer>;

/** Saves an unknown caller as a new customer of the center. The card takes its place when the center has them. */
export function NewCustomerForm({ contact, ready, connection }: { contact: Contact; ready: boolean; connection: WorkstationConnection }) {
  const toast = useToast();
  const { caller } = contact;
  const form = useForm<NewCustomer>({
    resolver: zodResolver(NewCustomer),
    defaultValues: { name: caller.name, email: caller.email ?? '', company: '', language: 'en' },
  });
  const { errors, isSubmitting } = form.formState;

  const save = form.handleSubmit(async ({ company, ...rest }) => {
    try {
      const fields = { ...rest, company: company === '' ? null : company, phone: null, tier: 'standard' as const, notes: '' };
      await connection.createCustomer({ callId: contact.callId, fields });
      toast({ kind: 'success', title: 'Customer saved' });
    } catch (error) {
      toast({ kind: 'error', title: messageOf(error) });
    }
  });

  return (
    <form noValidate onSubmit={save} className="mt-6 grid gap-3 border-line border-t pt-4">
      <SectionTitle>Save as a new customer</SectionTitle>
      <Field label="Name" error={errors.name?.message}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Field label="Email" error={errors.email?.message}>
        <Input type="email" autoComplete="off" {...form.register('email')} />
      </Field>
      <Field label="Company (if any)" error={errors.company?.message}>
        <Input autoComplete="off" {...form.register('company')} />
      </Field>
      <Field label="Language">
        <Controller
          control={form.control}
          name="language"
          render={({ field }) => <Select value={field.value} onChange={field.onChange} options={LANGUAGES} />}
        />
      </Field>
      <Button type="submit" disabled={!ready} busy={isSubmitting} className="justify-self-start">
        Save customer
      </Button>
    </form>
  );
}
