import { SkillsPage } from '../../../features/admin/skills-page.tsx';
import { pageMetadata } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('skills');

export default function Page() {
  return <SkillsPage />;
}
