'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import styles from './shop.module.css';

/** Takes a text to the clipboard; where the browser won't, it can still be selected. */
export function CopyButton({ text }: { text: string }) {
  const t = useTranslations('demo.copy');
  const [copied, setCopied] = useState<string | null>(null);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(text),
      () => setCopied(null),
    );
  return (
    <div className={styles.copy}>
      <button type="button" className={styles.plain} onClick={() => void copy()}>
        {t('button')}
      </button>
      <span role="status">{copied === text && t('copied')}</span>
    </div>
  );
}
