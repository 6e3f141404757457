import { CentersPage } from '../../../features/admin/centers-page.tsx';
import { pageMetadata } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('centers');

export default function Page() {
  return <CentersPage />;
}
