import { z } from 'zod';

/** `monitor`: heard by nobody. `whisper`: by the agent alone. `barge`: by all who are in the call. */
export const LISTENING_WAYS = ['monitor', 'whisper', 'barge'] as const;
export const ListeningWay = z.enum(LISTENING_WAYS);
export type ListeningWay = z.infer<typeof ListeningWay>;

/** A supervisor who listens in, as an agent in the call is told of them. */
export const SeenListener = z.object({ name: z.string(), how: ListeningWay });
export type SeenListener = z.infer<typeof SeenListener>;
