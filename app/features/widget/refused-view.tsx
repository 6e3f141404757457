'use client';

import { useEffect } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WireError } from '../../../server/protocol/common.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { tellHost, useHostHeight, useHostMessages } from './host-page.ts';
import { fetchLaterWords } from './later-views.ts';
import { Notice } from './notice.tsx';
import type { WidgetOptions } from './widget-options.ts';

/** In place of the form, where the server does not take calls from this page: for who looks at it, and for who built it. */
export function RefusedView({ options, error }: { options: WidgetOptions; error: WireError }) {
  const t = useTranslations('widget-embed');
  const errorWords = useErrorWords();
  const content = useHostHeight(options.origin);
  useHostMessages(options.origin, { onShown: () => undefined });
  useEffect(fetchLaterWords, []);
  useEffect(() => tellHost(options.origin, { tandem: 'refused', error }), [options.origin, error]);
  return (
    <main aria-label={t('refused')} className="min-h-dvh bg-surface">
      <div ref={content} className="mx-auto max-w-md p-5">
        <Notice kind="error" title={t('refused')}>
          {errorWords(error)}
        </Notice>
      </div>
    </main>
  );
}
