'use client';

import { FileDown } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../../components/ui/button.tsx';
import { ButtonRow } from '../../../components/ui/button-row.tsx';
import { LOCALE_TAGS } from '../../../lib/i18n/locale-tags.ts';
import { useLanguage } from '../../../lib/i18n/translations.tsx';
import type { TextChat } from '../../../lib/texts/text-chat.ts';
import { useTextLog } from '../../texts/use-text-log.ts';
import { asPage, asText, transcriptOf } from './transcript.ts';

/** Long enough for a browser to have begun with the file. */
const KEEP_MS = 60_000;

/** What was written, as a file for the caller. It is made here: nobody is asked for it again. */
export function SaveTranscript({ chat }: { chat: TextChat }) {
  const t = useTranslations('widget-after.transcript');
  const { locale } = useLanguage();
  const tag = LOCALE_TAGS[locale];
  const { texts } = useTextLog(chat);
  if (texts.length === 0) return null;
  const save = (format: 'txt' | 'html') => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    const transcript = transcriptOf(texts, {
      ...{ tag, timeZone, you: t('you') },
      heading: (day) => t('heading', { day }),
      zone: (zone) => t('zone', { zone }),
    });
    const [content, type] = format === 'txt' ? [asText(transcript), 'text/plain'] : [asPage(transcript, tag), 'text/html'];
    saveFile(new Blob([content], { type: `${type};charset=utf-8` }), `${t('file')}.${format}`);
  };
  return (
    <section aria-label={t('title')} className="grid gap-2">
      <h2 className="font-medium">{t('title')}</h2>
      <ButtonRow>
        <Button onClick={() => save('txt')}>
          <FileDown aria-hidden />
          {t('text')}
        </Button>
        <Button onClick={() => save('html')}>
          <FileDown aria-hidden />
          {t('page')}
        </Button>
      </ButtonRow>
    </section>
  );
}

function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
}
