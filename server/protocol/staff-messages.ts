import { z } from 'zod';
import { Id, Time, text } from './common.ts';

/** What a supervisor writes to an agent, or to all of a center: text and nothing else. */
export const MESSAGE_LENGTH = 500;
export const StaffText = z.object({ text: text(MESSAGE_LENGTH).trim().min(1, 'is needed') });
export type StaffText = z.infer<typeof StaffText>;

/** As an agent has it on screen until they dismiss it. */
export const StaffMessage = z.object({ id: Id, fromName: z.string(), text: z.string(), at: Time });
export type StaffMessage = z.infer<typeof StaffMessage>;
