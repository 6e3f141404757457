import type { LeaveMessage, MessageKind } from '../../../server/protocol/messages.ts';
import type { CallKey } from '../../../server/protocol/widget.ts';
import { isHalfAddress } from './form-values.ts';

/** What stands in the form: text as it was typed. */
export interface MessageValues {
  name: string;
  email: string;
  phone: string;
  text: string;
}

export type MessageErrors = Partial<Record<keyof MessageValues, string>>;

/** The server checks again with the real schema; here the schema library would double what a visitor has to load. */
export function checkMessage(kind: MessageKind, { name, email, phone, text }: MessageValues): MessageErrors {
  const errors: MessageErrors = {};
  if (kind === 'message' && text.trim() === '') errors.text = 'Write your message.';
  if (name.trim() === '') errors.name = 'Tell us your name.';
  if (phone.trim() !== '' && !/^\+?[\d\s().\-/]{5,}(?:\s*(?:x|ext\.?)\s*\d+)?$/i.test(phone.trim()))
    errors.phone = 'This is not a whole phone number. Complete it, or leave it out.';
  if (isHalfAddress(email)) errors.email = 'This is not a whole e-mail address. Complete it, or leave it out.';
  if (kind === 'callback' && phone.trim() === '' && email.trim() === '')
    errors.phone = 'Give a phone number or an e-mail address, so that we can reach you.';
  return errors;
}

export const messageOf = (kind: MessageKind, key: CallKey, { name, email, phone, text }: MessageValues): LeaveMessage => ({
  key,
  kind,
  name: name.trim(),
  email: email.trim(),
  phone: kind === 'callback' ? phone.trim() : '',
  text: text.trim(),
});
