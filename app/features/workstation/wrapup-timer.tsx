'use client';

import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import type { WorkstationConnection } from './connection.ts';
import { useShortcut } from './shortcuts/use-shortcut.tsx';
import { useAction } from './use-action.ts';
import type { Work } from './view-model.ts';
import { moreTimeWords, wrapupTime } from './wrapup-time.ts';

interface WrapupProps {
  work: Work<'wrapup'>;
}

export function MoreTime({ work, ready, connection }: WrapupProps & { ready: boolean; connection: WorkstationConnection }) {
  const say = useWords();
  const extend = useAction(connection.extendWrapup);
  const words = moreTimeWords(work);
  const possible = ready && work.extensionsLeft > 0;
  const more = () => void extend.run(work.callId);
  useShortcut('more-time', more, words !== null && possible);
  if (words === null) return null;
  return (
    <Button size="sm" className="figures" disabled={!possible} busy={extend.busy} onClick={more}>
      {say(words)}
    </Button>
  );
}

export function TimeUsed({ work }: WrapupProps) {
  const t = useTranslations('workstation-desk.wrapup');
  const { duration } = useFormats();
  const used = useTicking((now) => duration(wrapupTime(work, now).usedMs));
  return (
    <p role="timer" aria-label={t('time-used')} className="figures shrink-0 font-semibold text-2xl">
      {used}
    </p>
  );
}

export function TimeLeft({ work }: WrapupProps) {
  const say = useWords();
  const words = useTicking((now) => say(wrapupTime(work, now).words));
  const late = useTicking((now) => wrapupTime(work, now).late);
  return <p className={cn('figures', late ? 'font-medium text-not-ready' : 'text-muted')}>{words}</p>;
}
