import type { Role } from '../../../server/protocol/api.ts';

export const ROLE_WORDS: Record<Role, string> = { agent: 'Agent', supervisor: 'Supervisor', administrator: 'Administrator' };
