'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl/react';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { ListSkeleton } from '../admin/list-skeleton.tsx';
import { SystemDrawing } from './system-drawing.tsx';
import { mapOf, type SystemMap } from './system-view.ts';
import { useSystem } from './use-system.ts';

/** The servers of the installation, what links them, and how busy they are. */
export function SystemPage() {
  const t = useTranslations('system');
  const errorWords = useErrorWords();
  const { timeWithSeconds } = useFormats();
  const { system, retry } = useSystem();
  if (system.kind === 'loading') return <ListSkeleton />;
  if (system.kind === 'failed') return <ErrorState message={errorWords(system.error)} onRetry={retry} />;
  const map = mapOf(system.view);
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3 pt-2">
        <div>
          <h1 className="font-semibold text-xl">{t('title')}</h1>
          <p className="text-muted">{t('lead')}</p>
        </div>
        <Link className="text-accent-ink underline" href="/admin/machines">
          {t('to-machines')}
        </Link>
      </div>
      {system.lost === null ? (
        <Summary map={map} />
      ) : (
        <Banner
          kind="warning"
          title={t('lost', { time: timeWithSeconds(system.heardAt) })}
          action={<Button onClick={retry}>{t('ask-now')}</Button>}
        >
          {errorWords(system.lost)}
        </Banner>
      )}
      <SystemDrawing map={map} />
    </>
  );
}

/** In a line what needs a look; all of it stands at the parts themselves. */
function Summary({ map: { troubles } }: { map: SystemMap }) {
  const t = useTranslations('system');
  const say = useWords();
  if (troubles.length === 0) return <Banner kind="success" title={t('all-well')} />;
  return (
    <Banner kind="warning" title={t('troubles', { count: troubles.length })}>
      <ul>
        {troubles.map(({ part, what }) => (
          <li key={part.id}>{t('trouble', { name: say(part.fullName), what: say(what) })}</li>
        ))}
      </ul>
    </Banner>
  );
}
