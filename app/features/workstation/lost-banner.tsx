import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WorkstationWork } from '../../../server/protocol/workstation.ts';
import { Banner } from '../../components/ui/banner.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { useWords } from '../../lib/i18n/words.ts';
import { lostWords } from './page-words.ts';
import type { AudioSituation, Link } from './view-model.ts';

/** While the center can't be reached: what still works. Once it can be again, that is said in passing. */
export function LostBanner({ link, work, audio }: { link: Link; work: WorkstationWork; audio: AudioSituation }) {
  const t = useTranslations('workstation-shell');
  const say = useWords();
  const toast = useToast();
  const wasLost = useRef(false);
  useEffect(() => {
    if (wasLost.current && link.kind === 'up') toast({ kind: 'success', title: t('back') });
    if (link.kind === 'lost' || link.kind === 'up') wasLost.current = link.kind === 'lost';
  }, [link.kind, toast, t]);

  if (link.kind !== 'lost') return null;
  return (
    // Over the page and not in it: nothing moves away under the agent's hand.
    <div className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex animate-slide-up justify-center">
      <Banner kind="error" title={t('lost.title')} className="max-w-xl border border-missed/40 shadow-raised">
        {say(lostWords(work.kind, audio))}
      </Banner>
    </div>
  );
}
