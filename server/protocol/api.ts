import { z } from 'zod';
import { CenterId, Id, Level, QueueId, SkillId, text } from './common.ts';

/**
 * HTTP bodies under /api. A failed request answers with its status and `{ error: WireError }`.
 * Sign-in itself is better-auth's, under /api/auth (POST /api/auth/sign-in/email, /api/auth/sign-out).
 */

export const ROLES = ['agent', 'supervisor', 'administrator'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** GET /api/me. 401 when not signed in. */
export const Me = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  centerId: CenterId.nullable(),
  centerName: z.string().nullable(),
});
export type Me = z.infer<typeof Me>;
/** Where a person starts after sign-in. */
export const homeOf = (role: Role) => ({ agent: '/agent', supervisor: '/supervisor', administrator: '/admin' })[role];

const name = text(120).trim().min(1, 'is needed');
const seconds = (min: number, max: number) =>
  z.number('is not a number').int('is not a whole number').min(min, `is below ${min}`).max(max, `is above ${max}`);

/** GET /api/admin/centers → { centers } */
export const Center = z.object({ id: CenterId, name: z.string(), timeZone: z.string() });
export type Center = z.infer<typeof Center>;

/** GET, POST /api/admin/skills; PATCH, DELETE /api/admin/skills/:id. Deleting one that a queue requires is a conflict. */
export const Skill = z.object({ id: SkillId, name: z.string(), agents: z.number().int(), queues: z.number().int() });
export const SkillInput = z.object({ name });
export type Skill = z.infer<typeof Skill>;
export type SkillInput = z.infer<typeof SkillInput>;

/** GET, POST /api/admin/people; PATCH /api/admin/people/:id. People are switched off (`active: false`), not deleted: history names them. */
export const Person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: Role,
  centerId: CenterId.nullable(),
  active: z.boolean(),
  skills: z.array(z.object({ skillId: SkillId, level: Level })),
});
export type Person = z.infer<typeof Person>;
const personFields = {
  name,
  email: z
    .email('is not an e-mail address')
    .max(254)
    .transform((email) => email.toLowerCase()),
  role: Role,
  centerId: CenterId.nullable(),
  active: z.boolean(),
  skills: z
    .array(z.object({ skillId: SkillId, level: Level }))
    .max(50)
    .refine((skills) => new Set(skills.map((skill) => skill.skillId)).size === skills.length, 'names a skill twice'),
};
const hasCenter = (person: { role?: Role; centerId?: string | null }) => person.role === 'administrator' || person.centerId !== null;
export const PersonInput = z
  .object({ ...personFields, password: z.string().min(10, 'is shorter than 10 characters').max(128) })
  .refine(hasCenter, { path: ['centerId'], message: 'is needed for agents and supervisors' });
/** On a change the password may be left out: it then stays. */
export const PersonChange = z
  .object({ ...personFields, password: z.string().min(10, 'is shorter than 10 characters').max(128).optional() })
  .refine(hasCenter, { path: ['centerId'], message: 'is needed for agents and supervisors' });
export type PersonInput = z.input<typeof PersonInput>;
export type PersonChange = z.input<typeof PersonChange>;

/** GET, POST /api/admin/queues; PATCH, DELETE /api/admin/queues/:id. Deleting one with callers in it is a conflict. */
export const QueueInput = z.object({
  name,
  priority: seconds(0, 10), // higher is served first
  requirements: z
    .array(z.object({ skillId: SkillId, level: Level }))
    .min(1, 'names no skill')
    .max(20) // all of them, at least at that level
    .refine((skills) => new Set(skills.map((skill) => skill.skillId)).size === skills.length, 'names a skill twice'),
  offerTimeoutSeconds: seconds(5, 120),
  serviceLevelSeconds: seconds(1, 3600),
  wrapupSeconds: seconds(0, 3600),
  dispositions: z.array(text(80).trim().min(1, 'is empty')).min(1, 'is empty').max(30),
});
export const Queue = QueueInput.extend({ id: QueueId });
export type QueueInput = z.infer<typeof QueueInput>;
export type Queue = z.infer<typeof Queue>;

export const IdParam = z.object({ id: Id });
