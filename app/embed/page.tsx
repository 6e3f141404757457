import type { Metadata } from 'next';
import { WidgetPage } from '../features/widget/widget-page.tsx';

export const metadata: Metadata = { title: 'Call us', robots: { index: false } };

export default function Page() {
  return <WidgetPage />;
}
