import type { Metadata } from 'next';
import { ShopPage } from '../features/demo-shop/shop-page.tsx';
import { loadMessages } from '../lib/i18n/messages.ts';
import { requestLocale, Translated } from '../lib/i18n/translated.tsx';

/** Titled as a shop's own page: it stands for somebody else's site. */
export async function generateMetadata(): Promise<Metadata> {
  const { common } = await loadMessages(await requestLocale(), ['common']);
  return { title: { absolute: common?.pages.shop ?? '' }, description: common?.['shop-description'] };
}

export default function Page() {
  return (
    <Translated features={['demo']}>
      <ShopPage />
    </Translated>
  );
}
