/** What is wrong with a case file, in words for those who wrote it. */
export class CaseError extends Error {
  readonly faults: readonly string[];

  constructor(file: string, faults: readonly string[]) {
    super([`${file} can’t be simulated:`, ...faults.map((fault) => `  ${fault}`)].join('\n'));
    this.name = 'CaseError';
    this.faults = faults;
  }
}
