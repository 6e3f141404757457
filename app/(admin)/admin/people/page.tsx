import { PeoplePage } from '../../../features/admin/people-page.tsx';
import { pageMetadata } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('people');

export default function Page() {
  return <PeoplePage />;
}
