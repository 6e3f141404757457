export interface Finding {
  checked: number;
  violations: string[];
}

/** What was looked at, and what of it does not hold. */
export class Findings implements Finding {
  checked = 0;
  readonly violations: string[] = [];

  expect(holds: boolean, says: () => string): void {
    this.checked += 1;
    if (!holds) this.violations.push(says());
  }
}
