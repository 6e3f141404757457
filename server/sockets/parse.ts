import type { ZodType } from 'zod';
import { Failure } from './failure.ts';

/** @throws Failure `bad-request` that names the first field at fault */
export function parse<T>(schema: ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Failure('bad-request', issue?.message ?? 'Not understood', issue?.path.map(String).join('.') || undefined);
}
