// The closing line of `npm test` counts what the runners report, and nothing that went wrong is lost.
import { expect, test } from 'vitest';
import { addCounts, countPlaywright, countVitest } from '../../../build/checks/countResults.ts';

test('sums passed, failed and skipped of both runners', () => {
  const unit = countVitest({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1, testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }] });
  const e2e = countPlaywright({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 1 }, errors: [] });
  expect(addCounts(unit, e2e)).toEqual({ passed: 8, failed: 3, skipped: 4 });
});

test('counts a file that broke before its tests were known', () => {
  expect(countVitest({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [{ status: 'failed', assertionResults: [] }] })).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('counts errors outside tests', () => {
  expect(countPlaywright({ stats: { expected: 1, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{ message: 'teardown' }] })).toEqual({ passed: 1, failed: 1, skipped: 0 });
});
