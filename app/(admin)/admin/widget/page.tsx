import { WidgetKeysPage } from '../../../features/widget-keys/widget-keys-page.tsx';
import { pageMetadata, Translated } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('widget');

export default function Page() {
  return (
    <Translated features={['admin', 'integrations', 'widget-keys']}>
      <WidgetKeysPage />
    </Translated>
  );
}
