import type { Metadata } from 'next';
import { WidgetPage } from '../features/widget/widget-page.tsx';
import { pageMetadata, Translated } from '../lib/i18n/translated.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({ ...(await pageMetadata('call')), robots: { index: false } });

export default function Page() {
  return (
    <Translated features={['widget', 'widget-message', 'texts', 'shares']}>
      <WidgetPage />
    </Translated>
  );
}
