import { existsSync, readFileSync } from 'node:fs'

/**
 * Counts the tests in a JSON report of Vitest. A file that could not be loaded counts as a failed test, and so does a failure that the report does not
 * know, such as an error outside of all tests.
 */
export function readReport(file, exitCode) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some(isFailed),
  ).length
  const failed = report.numFailedTests + brokenFiles
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

const isFailed = ({ status }) => status === 'failed'
