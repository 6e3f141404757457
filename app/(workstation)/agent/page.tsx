import { WorkstationPage } from '../../features/workstation/workstation-page.tsx';
import { pageMetadata, Translated } from '../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('workstation');

export default function Page() {
  return (
    <Translated
      features={[
        'workstation-shell',
        'workstation-call',
        'workstation-desk',
        'workstation-devices',
        'workstation-texts',
        'left-messages',
        'callback-link',
        'texts',
        'shares',
        'callers',
        'blocks',
      ]}
    >
      <WorkstationPage />
    </Translated>
  );
}
