'use client';

import { useEffect, useState } from 'react';
import { Banner } from '../../../components/ui/banner.tsx';
import { useWords } from '../../../lib/i18n/words.ts';
import { type Heard, WELL, watchQuality, worstTrouble } from '../../../lib/media/line-trouble.ts';
import { hintWords } from './quality-words.ts';

/** Which side it is when it has sounded bad for a while, and what to do; nothing while it sounds well. */
export function QualityHint({ heard, you }: { heard: readonly Heard[]; you: string }) {
  const say = useWords();
  const [watch, setWatch] = useState(WELL);
  // Each measurement is a new list, also when its figures are the same.
  useEffect(() => setWatch((before) => watchQuality(before, worstTrouble(heard, you), performance.now())), [heard, you]);
  if (watch.hint === null) return null;
  const { title, remedy } = hintWords(watch.hint);
  return (
    <Banner kind="warning" title={say(title)}>
      {say(remedy)}
    </Banner>
  );
}
