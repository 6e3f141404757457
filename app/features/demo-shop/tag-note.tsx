'use client';

import { useSyncExternalStore } from 'react';
import styles from './shop.module.css';

const never = () => () => undefined;

const ATTRIBUTES = [
  ['data-topic', 'the topic to begin with, by name or id'],
  ['data-name, data-email, data-customer-id', 'who is signed in at your site'],
  ['data-label', 'the word on the button'],
  ['data-position', 'bottom-right or bottom-left'],
  ['data-theme', 'light or dark; without it, as the system has it'],
] as const;

/** For those who build sites: the tag that is on this page. */
export function TagNote() {
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => 'https://calls.example',
  );
  return (
    <aside className={styles.note} aria-labelledby="for-developers">
      <h2 id="for-developers">For developers</h2>
      <p>This shop is made up; the button is real. One tag puts it on any page:</p>
      <pre tabIndex={0} role="region" aria-label="The tag">
        <code>{`<script src="${origin}/widget.js" async></script>`}</code>
      </pre>
      <dl>
        {ATTRIBUTES.map(([name, what]) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p>
        It takes your colors from <code>--tandem-accent</code> and <code>--tandem-on-accent</code>, and loads nothing before somebody
        presses it.
      </p>
    </aside>
  );
}
