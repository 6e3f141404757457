import { Drawing } from './drawings.tsx';
import { PRODUCTS, type Product } from './products.ts';
import styles from './shop.module.css';
import { TagNote } from './tag-note.tsx';
import { TalkButton } from './talk-button.tsx';
import { WidgetTag } from './widget-tag.tsx';

/** A made-up shop, as a customer's own site might be, with the click-to-call button on it. */
export function ShopPage() {
  return (
    <div className={styles.shop}>
      <header className={styles.head}>
        <span className={styles.mark}>Slow Morning</span>
        <nav aria-label="Shop">
          <a href="#gear">Gear</a>
          <a href="#help">Help</a>
          <a href="#for-developers">For developers</a>
        </nav>
      </header>
      <main>
        <section className={styles.hero}>
          <div>
            <p className={styles.kicker}>Coffee gear, made to last</p>
            <h1>Good coffee takes three minutes. Take them.</h1>
            <p className={styles.lead}>
              Drippers, kettles and mills for people who like the making as much as the cup. If you can’t decide, talk to one of us: right
              here, in your browser.
            </p>
            <div className={styles.actions}>
              <a href="#gear" className={styles.solid}>
                See the gear
              </a>
              <TalkButton className={styles.plain}>Talk to a barista</TalkButton>
            </div>
          </div>
          <div className={styles.scene}>
            <Drawing name="kettle" className={styles.sceneLeft} />
            <Drawing name="dripper" className={styles.sceneMain} />
          </div>
        </section>

        <section id="gear" aria-labelledby="gear-title">
          <h2 id="gear-title">The gear</h2>
          <ul className={styles.grid}>
            {PRODUCTS.map((product) => (
              <ProductCard key={product.name} product={product} />
            ))}
          </ul>
        </section>

        <section id="help" className={styles.help} aria-labelledby="help-title">
          <div>
            <h2 id="help-title">Bitter? Sour? Too slow?</h2>
            <p>Tell us what you brew with and how it tastes. We pick up, and we have all made the same mistakes.</p>
          </div>
          <dl>
            <div>
              <dt>Sent</dt>
              <dd>within two days, all over Europe</dd>
            </div>
            <div>
              <dt>Returned</dt>
              <dd>for 60 days, also when used</dd>
            </div>
            <div>
              <dt>Mended</dt>
              <dd>every part can be had on its own</dd>
            </div>
          </dl>
        </section>

        <TagNote />
      </main>
      <footer className={styles.foot}>
        <p>Slow Morning is a sample shop. Nothing here is for sale.</p>
        {/* A whole new page, not a link within the program: this one stands for somebody else’s site. */}
        <a href="/">Back to Tandem</a>
      </footer>
      <WidgetTag />
    </div>
  );
}

function ProductCard({ product }: { product: Product }) {
  return (
    <li className={styles.product}>
      <Drawing name={product.drawing} className={styles.picture} />
      <h3>{product.name}</h3>
      <p>{product.what}</p>
      <p className={styles.price}>{product.price}</p>
    </li>
  );
}
