import type { AgentWork } from '../protocol/link.ts';

/** What a center was told of an agent who has one thing in hand at most, as its tests speak of it. */
export const onlyWork = ({ token, works: [first], ended }: AgentWork) => ({
  token: first?.token ?? token,
  work: first?.work ?? ({ kind: 'none' } as const),
  ended: ended.at(-1)?.end ?? null,
});
export type OnlyWork = ReturnType<typeof onlyWork>;
