'use client';

import { useEffect } from 'react';
import { useToast } from '../../../components/ui/toast.tsx';
import { useWords } from '../../../lib/i18n/words.ts';
import { sound } from './sound.ts';
import { newsWords } from './sound-words.ts';

/** Watches the devices while the workstation is open, and says when one of them was unplugged or is back. */
export function useSoundNews(): void {
  const toast = useToast();
  const say = useWords();
  useEffect(() => sound.start(), []);
  useEffect(
    () =>
      sound.onNews((news) => {
        const { kind, title, description } = newsWords(news);
        toast({ kind, title: say(title), ...(description === undefined ? {} : { description: say(description) }) });
      }),
    [toast, say],
  );
}
