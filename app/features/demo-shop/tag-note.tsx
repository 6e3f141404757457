'use client';

import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import styles from './shop.module.css';
import { type TagOptions, tagText } from './tag-options.ts';
import { TryOptions } from './try-options.tsx';

const never = () => () => undefined;

const ATTRIBUTES = [
  ['data-key', 'key'],
  ['data-topic', 'topic'],
  ['data-name, data-email, data-customer-id', 'person'],
  ['data-context', 'context'],
  ['data-identity', 'identity'],
  ['data-label', 'label'],
  ['data-position', 'position'],
  ['data-theme', 'theme'],
  ['data-lang', 'lang'],
] as const;

const ACCENT = '--tandem-accent';
const ON_ACCENT = '--tandem-on-accent';

interface TagNoteProps {
  tags: readonly Record<string, string>[];
  options: TagOptions;
  onChange: (options: TagOptions) => void;
}

/** For those who build sites: the tags that are on this page, and what else they could say. */
export function TagNote({ tags, options, onChange }: TagNoteProps) {
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
        <code>{tags.map((tag) => tagText(origin, tag)).join('\n')}</code>
      </pre>
      <TryOptions options={options} onChange={onChange} />
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
