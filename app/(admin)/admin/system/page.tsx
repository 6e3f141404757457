import { SystemPage } from '../../../features/system/system-page.tsx';
import { pageMetadata, Translated } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('system');

export default function Page() {
  return (
    <Translated features={['admin', 'system']}>
      <SystemPage />
    </Translated>
  );
}
