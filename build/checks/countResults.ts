// Reads how many tests passed and failed from the reports that the runners write.

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

export const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 };

export function addCounts(left: Counts, right: Counts): Counts {
  return { passed: left.passed + right.passed, failed: left.failed + right.failed, skipped: left.skipped + right.skipped };
}

/** Vitest's JSON reporter. A file that broke before its tests were known counts as one failure. */
export function countVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = report as {
    numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number;
    testResults: readonly { status: string; assertionResults: readonly { status: string }[] }[];
  };
  const brokenFiles = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length;
  return { passed: numPassedTests, failed: numFailedTests + brokenFiles, skipped: numPendingTests + numTodoTests };
}

/** Playwright's JSON reporter. A test that passed at a second try only counts as failed; errors outside tests count each. */
export function countPlaywright(report: unknown): Counts {
  const { stats, errors } = report as { stats: { expected: number; unexpected: number; flaky: number; skipped: number }; errors: readonly unknown[] };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}
