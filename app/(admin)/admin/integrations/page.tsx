import { IntegrationsPage } from '../../../features/integrations/integrations-page.tsx';
import { pageMetadata, Translated } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('integrations');

export default function Page() {
  return (
    <Translated features={['admin', 'integrations']}>
      <IntegrationsPage />
    </Translated>
  );
}
