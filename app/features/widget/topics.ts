import type { Topics } from '../../../server/protocol/widget.ts';

export type Topic = Topics['topics'][number];

/** By hand and not by lib/api.ts, which brings the schema library: every visitor who opens the card would load it. */
export async function fetchTopics(signal: AbortSignal): Promise<readonly Topic[]> {
  const response = await fetch('/api/widget/topics', { signal });
  if (!response.ok) throw new Error(`topics: status ${response.status}`);
  return topicsOf(await response.json());
}

export function topicsOf(body: unknown): readonly Topic[] {
  const list = typeof body === 'object' && body !== null && 'topics' in body ? body.topics : undefined;
  if (!Array.isArray(list)) throw new Error('topics: not a list');
  return list.filter(isTopic);
}

const isTopic = (value: unknown): value is Topic =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'name' in value &&
  typeof value.name === 'string';
