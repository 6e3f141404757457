import { z } from 'zod';
import { CenterId, Id, Level, SkillId, text } from './common.ts';
import { ROLES } from './me.ts';

/**
 * HTTP bodies under /api. A failed request answers with its status and `{ error: WireError }`.
 * Sign-in itself is better-auth's, under /api/auth (POST /api/auth/sign-in/email, /api/auth/sign-out).
 */

export { homeOf, Me, ROLES } from './me.ts';
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

const name = text(120).trim().min(1, 'is needed');
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
  team: z.string(),
  active: z.boolean(),
  skills: z.array(z.object({ skillId: SkillId, level: Level })),
  /** Of a supervisor: the centers besides their own. */
  supervises: z.array(CenterId),
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
  team: text(60).trim().default(''),
  active: z.boolean(),
  skills: z
    .array(z.object({ skillId: SkillId, level: Level }))
    .max(50)
    .refine((skills) => new Set(skills.map((skill) => skill.skillId)).size === skills.length, 'names a skill twice'),
  supervises: z
    .array(CenterId)
    .max(100)
    .refine((centers) => new Set(centers).size === centers.length, 'names a center twice')
    .default([]),
};
const hasCenter = (person: { role?: Role; centerId?: string | null }) => person.role === 'administrator' || person.centerId !== null;
/** Only supervisors supervise: of others nothing is kept that would come back to life with their role. */
const grantsOf = <P extends { role: Role; supervises: string[] }>(person: P): P =>
  person.role === 'supervisor' ? person : { ...person, supervises: [] };
export const PersonInput = z
  .object({ ...personFields, password: z.string().min(10, 'is shorter than 10 characters').max(128) })
  .refine(hasCenter, { path: ['centerId'], message: 'is needed for agents and supervisors' })
  .transform(grantsOf);
/** On a change the password may be left out: it then stays. */
export const PersonChange = z
  .object({ ...personFields, password: z.string().min(10, 'is shorter than 10 characters').max(128).optional() })
  .refine(hasCenter, { path: ['centerId'], message: 'is needed for agents and supervisors' })
  .transform(grantsOf);
export type PersonInput = z.input<typeof PersonInput>;
export type PersonChange = z.input<typeof PersonChange>;

export const IdParam = z.object({ id: Id });
