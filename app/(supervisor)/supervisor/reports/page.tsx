import { ReportsPage } from '../../../features/reports/reports-page.tsx';
import { pageMetadata, Translated } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('reports');

export default function Page() {
  return (
    <Translated features={['supervisor', 'reports', 'workstation-call', 'texts']}>
      <ReportsPage />
    </Translated>
  );
}
