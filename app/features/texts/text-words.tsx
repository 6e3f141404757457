import { useTranslations } from 'use-intl/react';
import { partsOf } from '../../lib/texts/links.ts';

/** What somebody wrote, as the words it is; links in it lead to a page of their own and tell it nothing of this one. */
export function TextWords({ text }: { text: string }) {
  const t = useTranslations('texts');
  return (
    // A direction of its own: letters of a message can't turn around what stands beside it.
    <bdi className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      {partsOf(text).map((part, index) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          <a
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change
            key={index}
            href={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="text-accent-ink underline underline-offset-2"
          >
            {part.text}
            {part.host !== null && <span className="ml-1 inline-block no-underline">({t('leadsTo', { host: part.host })})</span>}
            <span className="sr-only"> {t('opensNewTab')}</span>
          </a>
        ),
      )}
    </bdi>
  );
}
