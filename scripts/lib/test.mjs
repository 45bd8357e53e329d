import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { builds, isBuilt, runBuild } from './build.mjs'
import { runInForeground } from './child.mjs'
import { findChromium } from './chromium.mjs'
import { environmentFor } from './node.mjs'
import { root, stamps } from './paths.mjs'
import { prepare } from './prepare.mjs'
import { readReport } from './test-report.mjs'

const none = { passed: 0, failed: 0, skipped: 0 }
const program = path => join(root, 'node_modules', path)

/**
 * Checks and tests everything; with arguments, only the test files whose path contains one of them.
 * The last line that it prints, alone, is `N passed, N failed, N skipped`.
 */
export async function test(filters) {
  const node = await prepare({ build: false })
  const steps = filters.length ? selectedSteps(node, filters) : allSteps(node)
  const total = { ...none }
  const failures = []
  for (const [index, { title, work }] of steps.entries()) {
    console.log(`\n${index + 1}/${steps.length} ${title}`)
    const started = Date.now()
    const result = await work()
    for (const key of Object.keys(total)) total[key] += result[key]
    if (result.failed) failures.push(title)
    console.log(`    ${result.failed ? 'FAILED' : 'ok'} after ${((Date.now() - started) / 1000).toFixed(1)} s`)
  }
  if (failures.length) console.log(`\nFailed: ${failures.join(', ')}`)
  if (filters.length && total.passed + total.failed + total.skipped === 0) console.log(`\nNo test file matches ${filters.join(' ')}`)
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
  return total.failed || total.passed === 0 ? 1 : 0
}

const allSteps = node => [
  { title: 'Format and lint', work: () => check(node, [program('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings']) },
  { title: 'Types', work: () => check(node, [program('typescript/bin/tsc'), '-b']) },
  { title: 'Build', work: () => build(node) },
  ...testSteps(node, []),
]

const selectedSteps = (node, filters) => [
  { title: 'Build', work: () => build(node).then(result => ({ ...result, passed: 0 })) },
  ...testSteps(node, filters),
]

// These wait for servers half of the time, which a worker more puts to use; Chromium leaves none.
const testSteps = (node, filters) => [
  { title: 'Tests', work: () => vitest(node, 'tests', ['--project', 'plain', '--project', 'database', '--maxWorkers=3', ...filters]) },
  { title: 'Tests in a browser', work: () => browserTests(node, filters) },
]

async function check(node, args) {
  const code = await runInForeground(node, args, { cwd: root, env: environmentFor(node) })
  return { ...none, [code === 0 ? 'passed' : 'failed']: 1 }
}

async function build(node) {
  try {
    for (const stale of builds().filter(entry => !isBuilt(entry))) await runBuild(stale, node)
    return { ...none, passed: 1 }
  } catch (error) {
    console.error(error.message)
    return { ...none, failed: 1 }
  }
}

async function vitest(node, name, args, environment = {}) {
  const report = join(stamps, `${name}.json`)
  rmSync(report, { force: true })
  const code = await runInForeground(
    node,
    [
      program('vitest/vitest.mjs'),
      'run',
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    { cwd: root, env: { ...environmentFor(node), ...environment } },
  )
  return readReport(report, code)
}

async function browserTests(node, filters) {
  const chromium = findChromium()
  if (chromium) return vitest(node, 'browser-tests', ['--project', 'browser', ...filters], { CHROMIUM_PATH: chromium })
  const files = browserTestFiles().filter(file => filters.length === 0 || filters.some(filter => file.includes(filter)))
  console.log(`    ${files.length} files skipped: no Chromium here. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.`)
  return { ...none, skipped: files.length }
}

const browserTestFiles = () =>
  ['packages', 'tools'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true }).filter(
      file => /\.browser\.test\.tsx?$/.test(file) && !/node_modules|dist/.test(file),
    ),
  )
