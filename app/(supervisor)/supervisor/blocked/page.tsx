import { BlockedPage } from '../../../features/blocks/blocked-page.tsx';
import { pageMetadata, Translated } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('blocked');

export default function Page() {
  return (
    <Translated features={['supervisor', 'blocks', 'workstation-call', 'texts']}>
      <BlockedPage />
    </Translated>
  );
}
