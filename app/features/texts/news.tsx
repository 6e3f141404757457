'use client';

import { useTranslations } from 'use-intl/react';
import type { TextLog } from '../../lib/texts/text-log.ts';
import { unread } from '../../lib/texts/text-log.ts';

/** Beside a closed panel: how many are new, for the eyes; and who wrote what, read out once. */
export function NewTexts({ log }: { log: TextLog }) {
  const t = useTranslations('texts');
  const count = unread(log);
  const last = log.texts.findLast(({ from }) => from !== log.you);
  return (
    <>
      {count > 0 && (
        <span className="figures rounded-full bg-accent px-2 py-0.5 font-medium text-2xs text-on-accent">{t('unread', { count })}</span>
      )}
      <span role="status" className="sr-only">
        {count > 0 && last !== undefined && t('said', { name: last.name, text: last.text })}
      </span>
    </>
  );
}
