import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { type Heard, WELL, watchQuality, worstTrouble } from '../../lib/media/line-trouble.ts';
import { hintOf } from './line-hint-words.ts';
import { Notice } from './notice.tsx';

const CALLER = 'caller';

/** Whose line it is when it has sounded bad for a while, and what to do; nothing while it sounds well. */
export function LineHint({ heard, name }: { heard: readonly Heard[]; name: string }) {
  const t = useTranslations('widget-talking');
  const [watch, setWatch] = useState(WELL);
  // Each measurement is a new list, also when its figures are the same.
  useEffect(() => setWatch((before) => watchQuality(before, worstTrouble(heard, CALLER), performance.now())), [heard]);
  if (watch.hint === null) return null;
  const hint = hintOf(watch.hint);
  return (
    <Notice kind="offline" title={t(`${hint}.title`, { name })}>
      {t(`${hint}.text`, { name })}
    </Notice>
  );
}
