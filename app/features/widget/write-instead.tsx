'use client';

import { MessageSquareText } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { Notice } from './notice.tsx';
import { type SwitchTo, useSwitch } from './use-switch.ts';

/** While the caller waits: to write instead, with the same place. The microphone goes off. */
export function WriteInstead({ onSwitch }: { onSwitch: SwitchTo }) {
  const t = useTranslations('widget-texts');
  const { busy, problem, run } = useSwitch(onSwitch);
  return (
    <>
      <Button variant="quiet" busy={busy} onClick={() => run('text')}>
        <MessageSquareText aria-hidden />
        {t('write-instead')}
      </Button>
      {problem !== null && (
        <Notice kind="error" title={t('not-switched')}>
          {problem}
        </Notice>
      )}
    </>
  );
}
