'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Tandem } from '../../../packages/widget/src/types.ts';
import { Drawing, type DrawingName } from './drawings.tsx';
import { type Told, withTold } from './events.ts';
import { PRODUCTS } from './products.ts';
import styles from './shop.module.css';
import { TagNote } from './tag-note.tsx';
import { contextOf, PLAIN, tagsOf } from './tag-options.ts';
import { TalkButton } from './talk-button.tsx';
import { WidgetTag } from './widget-tag.tsx';

/** A name, the same in every language. */
const SHOP_NAME = 'Slow Morning';

/** A made-up shop, as a customer's own site might be, with the click-to-call button on it. */
export function ShopPage() {
  const t = useTranslations('demo');
  const [options, setOptions] = useState(PLAIN);
  const tandem = useRef<Tandem>(null);
  const tags = tagsOf(options, t('try.second-label'));
  const [events, setEvents] = useState<readonly Told[]>([]);
  const onEvent = useCallback((told: Told) => setEvents((before) => withTold(before, told)), []);
  useAccent(options.accent);
  const call = () => {
    const context = contextOf(options.context);
    tandem.current?.call({ ...(options.topic.trim() && { topic: options.topic.trim() }), ...(context && { context }) });
  };
  return (
    <div className={styles.shop}>
      <header className={styles.head}>
        <span className={styles.mark}>{SHOP_NAME}</span>
        <nav aria-label={t('nav')}>
          <a href="#gear">{t('nav-gear')}</a>
          <a href="#help">{t('nav-help')}</a>
          <a href="#for-developers">{t('developers')}</a>
        </nav>
      </header>
      <main>
        <section className={styles.hero}>
          <div>
            <p className={styles.kicker}>{t('kicker')}</p>
            <h1>{t('title')}</h1>
            <p className={styles.lead}>{t('lead')}</p>
            <div className={styles.actions}>
              <a href="#gear" className={styles.solid}>
                {t('see')}
              </a>
              <TalkButton tandem={tandem} className={styles.plain}>
                {t('talk')}
              </TalkButton>
            </div>
          </div>
          <div className={styles.scene}>
            <Drawing name="kettle" className={styles.sceneLeft} />
            <Drawing name="dripper" className={styles.sceneMain} />
          </div>
        </section>

        <section id="gear" aria-labelledby="gear-title">
          <h2 id="gear-title">{t('gear')}</h2>
          <ul className={styles.grid}>
            {Object.entries(PRODUCTS).map(([product, euros]) => (
              <ProductCard key={product} product={product as DrawingName} euros={euros} />
            ))}
          </ul>
        </section>

        <section id="help" className={styles.help} aria-labelledby="help-title">
          <div>
            <h2 id="help-title">{t('help.title')}</h2>
            <p>{t('help.text')}</p>
          </div>
          <dl>
            <div>
              <dt>{t('help.sent')}</dt>
              <dd>{t('help.sent-how')}</dd>
            </div>
            <div>
              <dt>{t('help.returned')}</dt>
              <dd>{t('help.returned-how')}</dd>
            </div>
            <div>
              <dt>{t('help.mended')}</dt>
              <dd>{t('help.mended-how')}</dd>
            </div>
          </dl>
        </section>

        <TagNote tags={tags} options={options} onChange={setOptions} events={events} onCall={call} />
      </main>
      <footer className={styles.foot}>
        <p>{t('sample')}</p>
        {/* A whole new page, not a link within the program: this one stands for somebody else’s site. */}
        <a href="/">{t('back')}</a>
      </footer>
      <WidgetTag tags={tags} tandem={tandem} onEvent={onEvent} />
    </div>
  );
}

/** A site's colors are variables of its own CSS. */
function useAccent(accent: string): void {
  useEffect(() => {
    const { style } = document.documentElement;
    if (!CSS.supports('color', accent)) return;
    style.setProperty('--tandem-accent', accent);
    return () => void style.removeProperty('--tandem-accent');
  }, [accent]);
}

function ProductCard({ product, euros }: { product: DrawingName; euros: number }) {
  const t = useTranslations('demo.products');
  return (
    <li className={styles.product}>
      <Drawing name={product} className={styles.picture} />
      <h3>{t(`${product}.name`)}</h3>
      <p>{t(`${product}.what`)}</p>
      <p className={styles.price}>{`€ ${euros}`}</p>
    </li>
  );
}
