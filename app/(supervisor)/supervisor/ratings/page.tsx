import { RatingsPage } from '../../../features/ratings/ratings-page.tsx';
import { pageMetadata, Translated } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('ratings');

export default function Page() {
  return (
    <Translated features={['supervisor', 'ratings', 'callers', 'workstation-call', 'texts']}>
      <RatingsPage />
    </Translated>
  );
}
