import { AlertsPage } from '../../../features/alerts/alerts-page.tsx';
import { pageMetadata, Translated } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('alerts');

export default function Page() {
  return (
    <Translated features={['supervisor', 'alerts', 'admin', 'workstation-call', 'texts']}>
      <AlertsPage />
    </Translated>
  );
}
