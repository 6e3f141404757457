import { AuditPage } from '../../../features/audit/audit-page.tsx';
import { pageMetadata, Translated } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('audit');

export default function Page() {
  return (
    <Translated features={['supervisor', 'audit', 'workstation-call', 'texts']}>
      <AuditPage />
    </Translated>
  );
}
