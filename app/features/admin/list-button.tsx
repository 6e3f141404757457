import { Plus, X } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Button } from '../../components/ui/button.tsx';

/** "Add …", under a list. */
export function AddButton({ children, ...rest }: ComponentProps<typeof Button>) {
  return (
    <Button size="sm" className="self-start" {...rest}>
      <Plus aria-hidden />
      {children}
    </Button>
  );
}

/** At the end of a line of a list. Its name says what goes. */
export function RemoveButton(props: ComponentProps<typeof Button> & { 'aria-label': string }) {
  return (
    <Button variant="quiet" size="icon" {...props}>
      <X aria-hidden />
    </Button>
  );
}
