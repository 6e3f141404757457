import { PlanningPage } from '../../../features/planning/planning-page.tsx';
import { pageMetadata, Translated } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('planning');

export default function Page() {
  return (
    <Translated features={['supervisor', 'planning', 'workstation-call', 'texts']}>
      <PlanningPage />
    </Translated>
  );
}
