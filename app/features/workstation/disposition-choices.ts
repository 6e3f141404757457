import type { Dispositions } from '../../../server/protocol/disposition.ts';
import { leaves, pathText } from '../../../server/protocol/disposition-tree.ts';
import { matches, startsWithWord } from '../../lib/matches.ts';

/** A leaf of the queue's tree, as it stands in the list. */
export interface DispositionChoice {
  path: readonly string[];
  /** The whole path in one line: what is stored, shown once chosen, and what tells choices apart. */
  text: string;
  name: string;
}
export interface DispositionGroup {
  /** `recent`: what this agent chose last. `branch`: the leaves under one path, '' for those of the top. `found`: by typing. */
  kind: 'recent' | 'branch' | 'found';
  name: string;
  choices: DispositionChoice[];
}

/** A list that is read at one glance needs no shortcut to its own lines. */
const FEW = 6;
/** A tree may have 27,000 leaves; nobody scrolls through more than this. */
export const MOST_SHOWN = 100;

const toChoice = (path: readonly string[]): DispositionChoice => ({ path, text: pathText(path), name: path.at(-1) ?? '' });

/**
 * The list as it is shown: without `find` the recent ones, then the tree branch by branch; with it what matches, names that
 * begin with what was typed first.
 * @param recent paths in one line, the latest first
 */
export function dispositionGroups(tree: Dispositions, find: string, recent: readonly string[]): DispositionGroup[] {
  const all = leaves(tree).map(toChoice);
  if (find.trim() !== '') {
    const found = all.filter((choice) => matches(find, choice.path));
    const [near, far] = [found.filter(({ name }) => startsWithWord(find, name)), found.filter(({ name }) => !startsWithWord(find, name))];
    return found.length === 0 ? [] : [{ kind: 'found', name: '', choices: [...near, ...far].slice(0, MOST_SHOWN) }];
  }
  const byText = new Map(all.map((choice) => [choice.text, choice]));
  const again = all.length <= FEW ? [] : recent.flatMap((text) => byText.get(text) ?? []);
  const groups: DispositionGroup[] = again.length === 0 ? [] : [{ kind: 'recent', name: '', choices: again }];
  for (const choice of all.slice(0, MOST_SHOWN)) {
    const name = pathText(choice.path.slice(0, -1));
    const last = groups.at(-1);
    if (last?.kind === 'branch' && last.name === name) last.choices.push(choice);
    else groups.push({ kind: 'branch', name, choices: [choice] });
  }
  return groups;
}

/** Whether a tree is cut short in the list: then typing finds the rest. */
export const isCut = (tree: Dispositions, find: string): boolean => find.trim() === '' && leaves(tree).length > MOST_SHOWN;

const REMEMBERED = 4;

/** The recent ones after one more was chosen. */
export const withRecent = (recent: readonly string[], text: string): string[] =>
  [text, ...recent.filter((one) => one !== text)].slice(0, REMEMBERED);
