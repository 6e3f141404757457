import type { LeaveMessage, MessageKind } from '../../../server/protocol/messages.ts';
import type { CallKey } from '../../../server/protocol/widget.ts';
import { type Words, words } from '../../lib/i18n/words.ts';
import { isHalfAddress } from './form-values.ts';

/** What stands in the form: text as it was typed. */
export interface MessageValues {
  name: string;
  email: string;
  phone: string;
  text: string;
}

/** Ours are words; the server's are said already. */
export type MessageErrors = Partial<Record<keyof MessageValues, Words | string>>;

/** The server checks again with the real schema; here the schema library would double what a visitor has to load. */
export function checkMessage(kind: MessageKind, { name, email, phone, text }: MessageValues, recorded = false): MessageErrors {
  const errors: MessageErrors = {};
  if (kind === 'message' && text.trim() === '' && !recorded) errors.text = words('widget.errors.text');
  if (name.trim() === '') errors.name = words('widget.errors.name');
  if (phone.trim() !== '' && !/^\+?[\d\s().\-/]{5,}(?:\s*(?:x|ext\.?)\s*\d+)?$/i.test(phone.trim()))
    errors.phone = words('widget.errors.half-phone');
  if (isHalfAddress(email)) errors.email = words('widget.errors.half-email');
  if (kind === 'callback' && phone.trim() === '' && email.trim() === '') errors.phone = words('widget.errors.no-way-back');
  return errors;
}

export const messageOf = (
  kind: MessageKind,
  key: CallKey,
  { name, email, phone, text }: MessageValues,
  recordingId: string | null = null,
): LeaveMessage => ({
  key,
  kind,
  name: name.trim(),
  email: email.trim(),
  phone: kind === 'callback' ? phone.trim() : '',
  text: text.trim(),
  recordingId,
});
