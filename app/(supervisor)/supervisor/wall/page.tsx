import { WallPage } from '../../../features/wall/wall-page.tsx';
import { pageMetadata, Translated } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('wall');

export default function Page() {
  return (
    <Translated features={['supervisor', 'board', 'wall']}>
      <WallPage />
    </Translated>
  );
}
