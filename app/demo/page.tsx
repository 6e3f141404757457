import type { Metadata } from 'next';
import { ShopPage } from '../features/demo-shop/shop-page.tsx';

export const metadata: Metadata = {
  title: { absolute: 'Slow Morning: coffee gear' },
  description: 'A sample shop with a click-to-call button.',
};

export default function Page() {
  return <ShopPage />;
}
