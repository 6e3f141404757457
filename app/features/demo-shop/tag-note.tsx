'use client';

import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import styles from './shop.module.css';

const never = () => () => undefined;

const ATTRIBUTES = [
  ['data-topic', 'topic'],
  ['data-name, data-email, data-customer-id', 'person'],
  ['data-label', 'label'],
  ['data-position', 'position'],
  ['data-theme', 'theme'],
  ['data-lang', 'lang'],
] as const;

const ACCENT = '--tandem-accent';
const ON_ACCENT = '--tandem-on-accent';

/** For those who build sites: the tag that is on this page. */
export function TagNote() {
  const t = useTranslations('demo');
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => 'https://calls.example',
  );
  return (
    <aside className={styles.note} aria-labelledby="for-developers">
      <h2 id="for-developers">{t('developers')}</h2>
      <p>{t('note.text')}</p>
      <pre tabIndex={0} role="region" aria-label={t('note.tag')}>
        <code>{`<script src="${origin}/widget.js" async></script>`}</code>
      </pre>
      <dl>
        {ATTRIBUTES.map(([name, what]) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{t(`note.${what}`)}</dd>
          </div>
        ))}
      </dl>
      <p>
        {t.rich('note.colors', {
          accent: () => <code>{ACCENT}</code>,
          ink: () => <code>{ON_ACCENT}</code>,
        })}
      </p>
    </aside>
  );
}
