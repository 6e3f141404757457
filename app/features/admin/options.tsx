import { type ReactNode, useId } from 'react';

interface OptionProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
}

/** One of several; those with the same `name` in a form belong together. */
export function RadioOption({ name, label, hint, checked, onChange }: OptionProps & { name: string; onChange: () => void }) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <input
        type="radio"
        id={id}
        name={name}
        checked={checked}
        onChange={onChange}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="block text-sm">
          {label}
        </label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-muted text-xs">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

export function Checkbox({ label, checked, onChange }: OptionProps & { onChange: (checked: boolean) => void }) {
  return (
    <label className="flex items-center gap-2 text-sm">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      {label}
    </label>
  );
}
