'use client';

import { Banner } from '../../components/ui/banner.tsx';
import { useWords } from '../../lib/i18n/words.ts';
import type { Consequence } from './machines-view.ts';

/** What comes of it, before it is done, and why it could not be. */
export function Consequences({ of: { says }, failure }: { of: Consequence; failure: string | null }) {
  const say = useWords();
  return (
    <div className="flex flex-col gap-3">
      {says.map((words) => (
        <p key={words.key}>{say(words)}</p>
      ))}
      {failure !== null && <Banner kind="error" title={failure} />}
    </div>
  );
}
