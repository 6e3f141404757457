'use client';

import { useTranslations } from 'use-intl/react';
import { useFormats } from '../../lib/i18n/formats.ts';
import type { Told } from './events.ts';
import styles from './shop.module.css';

/** What the buttons on this page have told it, the youngest first. */
export function EventLog({ events }: { events: readonly Told[] }) {
  const t = useTranslations('demo.events');
  const formats = useFormats();
  return (
    <div className={styles.events}>
      <h3 id="events">{t('title')}</h3>
      {events.length === 0 ? (
        <p>{t('none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
        <section tabIndex={0} aria-labelledby="events">
          <ol>
            {events.map(({ at, nth, name, detail }) => (
              <li key={`${at} ${nth} ${name}`}>
                <time>{formats.timeWithSeconds(at)}</time>
                <code>{detail === undefined ? name : `${name} ${JSON.stringify(detail)}`}</code>
                {nth > 0 && <span>{t('second')}</span>}
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
