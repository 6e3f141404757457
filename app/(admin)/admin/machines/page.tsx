import { MachinesPage } from '../../../features/machines/machines-page.tsx';
import { pageMetadata, Translated } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('machines');

export default function Page() {
  return (
    <Translated features={['admin', 'integrations', 'machines']}>
      <MachinesPage />
    </Translated>
  );
}
