import { ERROR_CODES } from './codes.ts';

/**
 * What every page reads before anything else. Checked by hand: with the schema library it would be a tenth of the
 * JavaScript that a page's first load may have.
 */

export const ROLES = ['agent', 'supervisor', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** GET /api/me. 401 when not signed in. */
export interface Me {
  id: string;
  name: string;
  email: string;
  role: Role;
  centerId: string | null;
  centerName: string | null;
}

/** Where a person starts after sign-in. */
export const homeOf = (role: Role) => ({ agent: '/agent', supervisor: '/supervisor', administrator: '/admin' })[role];

/** The part of a schema that reads an answer. */
export interface Reader<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

export const Me: Reader<Me> = {
  safeParse: (value) => (isMe(value) ? { success: true, data: value } : { success: false }),
};

/** The body of an answer that refuses. */
export interface Refusal {
  error: { code: (typeof ERROR_CODES)[number]; message: string; field?: string };
}
export const Refusal: Reader<Refusal> = {
  safeParse: (value) => (isRefusal(value) ? { success: true, data: value } : { success: false }),
};

function isMe(value: unknown): value is Me {
  if (!isObject(value)) return false;
  const { id, name, email, role, centerId, centerName } = value;
  return [id, name, email].every(isText) && isOneOf(ROLES, role) && [centerId, centerName].every((one) => one === null || isText(one));
}

function isRefusal(value: unknown): value is Refusal {
  if (!isObject(value) || !isObject(value.error)) return false;
  const { code, message, field } = value.error;
  return isOneOf(ERROR_CODES, code) && isText(message) && (field === undefined || isText(field));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isOneOf = (names: readonly string[], value: unknown) => isText(value) && names.includes(value);
