import type { StartCall } from '../../../server/protocol/widget.ts';
import { type Words, words } from '../../lib/i18n/words.ts';

/** What stands in the form: text as it was typed. */
export interface FormValues {
  queueId: string;
  name: string;
  email: string;
  question: string;
}

export type FormErrors = Partial<Record<keyof FormValues, Words>>;

/** The server checks again with the real schema; here the schema library would double what a visitor has to load. */
export function checkForm(values: FormValues): FormErrors {
  const errors: FormErrors = {};
  if (values.queueId === '') errors.queueId = words('widget.errors.topic');
  if (values.name.trim() === '') errors.name = words('widget.errors.name');
  if (isHalfAddress(values.email)) errors.email = words('widget.errors.half-email');
  return errors;
}

/** An e-mail address that was begun and is not whole. */
export const isHalfAddress = (text: string): boolean => text.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());

export function requestOf(
  values: FormValues,
  known: { customerId: string | null; page: string | null },
  roundTrips: StartCall['roundTrips'],
  channel: StartCall['channel'] = 'voice',
): StartCall {
  const question = values.question.trim();
  return {
    queueId: values.queueId,
    name: values.name.trim(),
    email: values.email.trim(),
    customerId: known.customerId,
    page: known.page,
    question: question === '' ? null : question,
    roundTrips,
    ...(channel === 'text' && { channel }),
  };
}

/** The field that a server's refusal names, if the form has it. */
export function fieldOf(field: string | undefined): keyof FormValues | null {
  return field === 'queueId' || field === 'name' || field === 'email' || field === 'question' ? field : null;
}
