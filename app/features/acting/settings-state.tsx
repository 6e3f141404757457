'use client';

import { useTranslations } from 'use-intl/react';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import type { Loaded } from './use-agent-settings.ts';

/** Instead of the fields of a dialog until they are there. */
export function SettingsState({ loaded }: { loaded: Loaded<unknown> }) {
  const t = useTranslations('common');
  const errorWords = useErrorWords();
  if (loaded.kind === 'failed') return <ErrorState title={t('not-loaded')} message={errorWords(loaded.error)} onRetry={loaded.retry} />;
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <Skeleton />
      <Skeleton />
      <Skeleton />
    </div>
  );
}
