import { NOT_READY_CODES } from '../../../server/protocol/codes.ts';
import type { NotReadyCode } from '../../../server/protocol/common.ts';
import { type Words, words } from '../../lib/i18n/words.ts';

/**
 * Why an agent was passed over, or a center could get no offer, in the reader's language. The log has it in English; what follows
 * none of these patterns, or of a decision that is older than they are, stays as it was written.
 */
export function passedOverWords(reason: string): Words | string {
  for (const [pattern, say] of PATTERNS) {
    const found = pattern.exec(reason);
    if (found) return say(found[1] ?? '', found[2] ?? '', found[3] ?? '');
  }
  return reason;
}

type Said = (first: string, second: string, third: string) => Words | string;

const isCode = (code: string): code is NotReadyCode => (NOT_READY_CODES as readonly string[]).includes(code);

const PATTERNS: readonly (readonly [RegExp, Said])[] = [
  [/^(offline|available|reserved|on-call|wrapup|missed)$/, (kind) => words(`common.status.${kind as 'offline'}`)],
  [/^not ready: ([a-z-]+)$/, (code) => (isCode(code) ? words(`common.status.not-ready.${code}`) : code)],
  [/^workstation not connected$/, () => words('board.passed.not-connected')],
  [/^no round trip for (\d+) s$/, (seconds) => words('board.passed.no-round-trip', { seconds: Number(seconds) })],
  [/^(?:the center|it) has been silent for (\d+) s$/, (seconds) => words('board.passed.silent', { seconds: Number(seconds) })],
  [/^(?:the center|it) has not reported yet$/, () => words('board.passed.not-reported')],
  [/^it is closed$/, () => words('board.passed.closed')],
  [/^the center has not yet confirmed the end of the last offer$/, () => words('board.passed.not-confirmed')],
  [/^is in this conversation already$/, () => words('board.passed.in-conversation')],
  [/^takes no calls of this queue$/, () => words('board.passed.excluded')],
  [/^has no (.+)$/, (skill) => words('board.passed.no-skill', { skill })],
  [
    /^(.+) (\d), needs (\d)$/,
    (skill, level, needed) => words('board.passed.too-low', { skill, level: Number(level), needed: Number(needed) }),
  ],
];
