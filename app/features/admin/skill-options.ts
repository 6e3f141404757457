import type { SelectOption } from '../../components/ui/select.tsx';

export const levelOptions = (named: (level: number) => string): SelectOption[] =>
  [1, 2, 3, 4, 5].map((level) => ({ value: String(level), label: named(level) }));

/** All skills, and the chosen one also when it is not there any more: a choice that is not in its list is shown as none. */
export function skillOptions(skills: readonly { id: string; name: string }[], chosen: string): SelectOption[] {
  const options = skills.map(({ id, name }) => ({ value: id, label: name }));
  return chosen === '' || skills.some((skill) => skill.id === chosen) ? options : [...options, { value: chosen, label: chosen }];
}
