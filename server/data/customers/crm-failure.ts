import type { SourceProblem } from '../../protocol/customer-source.ts';
import { Failure } from '../../sockets/failure.ts';

const WORDS: Record<SourceProblem, string> = {
  'forbidden-address': 'may not be asked at this address',
  unreachable: 'can’t be reached',
  'too-slow': 'does not answer in time',
  redirect: 'sends us elsewhere instead of answering',
  'too-large': 'answers more than we take',
  refused: 'refuses us',
  status: 'reports an error',
  'not-json': 'answers something that is not JSON',
  nonsense: 'answers something that can’t be understood',
};

/** The company's own system has not answered as it should. Agents are told what it means for them; `detail` is for who mends it. */
export class CrmFailure extends Failure {
  readonly problem: SourceProblem;
  readonly detail: string | null;

  constructor(problem: SourceProblem, { detail = null, field }: { detail?: string | null; field?: string } = {}) {
    super('unavailable', `The company’s customer system ${WORDS[problem]}. The call is not affected; try again in a moment.`, field);
    this.problem = problem;
    this.detail = detail;
  }
}
