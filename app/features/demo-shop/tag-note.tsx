'use client';

import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import { CopyButton } from './copy-button.tsx';
import { EventLog } from './event-log.tsx';
import type { Told } from './events.ts';
import styles from './shop.module.css';
import { callText, type TagOptions, tagText } from './tag-options.ts';
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
  events: readonly Told[];
  /** By the API of the first tag. */
  onCall: () => void;
}

/** For those who build sites: the tags that are on this page, and what else they could say. */
export function TagNote({ tags, options, onChange, events, onCall }: TagNoteProps) {
  const t = useTranslations('demo');
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => 'https://calls.example',
  );
  const written = tags.map((tag) => tagText(origin, tag)).join('\n');
  const call = callText(options);
  return (
    <aside className={styles.note} aria-labelledby="for-developers">
      <h2 id="for-developers">{t('developers')}</h2>
      <p>{t('note.text')}</p>
      <pre tabIndex={0} role="region" aria-label={t('note.tag')}>
        <code>{written}</code>
      </pre>
      <CopyButton text={written} />
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
      <h3>{t('api.title')}</h3>
      <p>{t('api.text')}</p>
      <pre tabIndex={0} role="region" aria-label={t('api.code')}>
        <code>{call}</code>
      </pre>
      <div className={styles.copy}>
        <button type="button" className={styles.plain} onClick={onCall}>
          {t('api.run')}
        </button>
        <CopyButton text={call} />
      </div>
      <EventLog events={events} />
    </aside>
  );
}
