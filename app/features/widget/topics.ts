import type { Topics } from '../../../server/protocol/widget.ts';
import { withKey } from './frame-settings.ts';

export type Topic = Topics['topics'][number];

export type ProbedCenter = Topics['centers'][number];

/** By hand and not by lib/api.ts, which brings the schema library: every visitor who opens the card would load it. */
export async function fetchTopics(signal: AbortSignal): Promise<Topics> {
  const response = await fetch(withKey('/api/widget/topics'), { signal });
  if (!response.ok) throw new Error(`topics: status ${response.status}`);
  return topicsOf(await response.json());
}

export function topicsOf(body: unknown): Topics {
  const topics = listIn(body, 'topics');
  if (topics === null) throw new Error('topics: not a list');
  // Without centers to measure the way to, a call goes as well.
  return {
    topics: topics.filter(hasTexts('id', 'name')).map(asTopic),
    centers: (listIn(body, 'centers') ?? []).filter(hasTexts('id', 'probe')),
  };
}

const asTopic = (topic: Topic): Topic => ({ id: topic.id, name: topic.name, ...(topic.takesTexts === true && { takesTexts: true }) });

function listIn(body: unknown, name: string): unknown[] | null {
  const list = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return Array.isArray(list) ? list : null;
}

const hasTexts =
  <Name extends string>(...names: Name[]) =>
  (value: unknown): value is Record<Name, string> =>
    typeof value === 'object' && value !== null && names.every((name) => typeof (value as Record<string, unknown>)[name] === 'string');
