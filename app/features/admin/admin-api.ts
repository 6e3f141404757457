import { z } from 'zod';
import { Person, Skill } from '../../../server/protocol/api.ts';
import { Center, Queue } from '../../../server/protocol/queue.ts';

/** What GET answers with; see server/protocol/api.ts and queue.ts. */
export const People = z.object({ people: z.array(Person) });
export const Skills = z.object({ skills: z.array(Skill) });
export const Queues = z.object({ queues: z.array(Queue) });
export const Centers = z.object({ centers: z.array(Center) });
