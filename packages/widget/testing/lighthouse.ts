import { execFile } from 'node:child_process'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildWidget } from '../build/build.ts'
import { type Figure, median } from './bench.ts'
import { type FakeSite, startFakeSite } from './fake-site.ts'
import { chromiumFlags, chromiumPath, shopPage } from './pages.ts'
import { pnpm, quiet } from './projects.ts'
import { sampleConfig } from './sample-config.ts'

/**
 * Prints what Lighthouse's mobile preset says of a page with the widget, against the same page without it, as JSON:
 * `node --conditions=source testing/lighthouse.ts [repetitions]`. What is going on goes to standard error.
 */

/** It brings 170 MB, which is too much for every install. */
const version = '13.5.0'

/** A run that takes longer hangs, in milliseconds. */
const longest = 180_000

const run = promisify(execFile)

interface Verdict {
  /** Of performance, from 0 to 1. */
  readonly score: number
  /** Milliseconds. */
  readonly blocking: number
  readonly shift: number
}

async function judge(folder: string, url: string): Promise<Verdict> {
  const { stdout } = await run(
    process.execPath,
    [
      join(folder, 'node_modules/lighthouse/cli/index.js'),
      url,
      '--quiet',
      '--no-enable-error-reporting',
      '--only-categories=performance',
      '--output=json',
      `--chrome-flags=${chromiumFlags.join(' ')}`,
    ],
    { env: { ...process.env, ...quiet, CHROME_PATH: chromiumPath }, timeout: longest, maxBuffer: 64e6 },
  )
  const { categories, audits, runtimeError } = JSON.parse(stdout)
  if (runtimeError) throw new Error(`Lighthouse: ${runtimeError.message}`)
  return {
    score: categories.performance.score,
    blocking: audits['total-blocking-time'].numericValue,
    shift: audits['cumulative-layout-shift'].numericValue,
  }
}

async function compare(folder: string, site: FakeSite, repetitions: number): Promise<Figure[]> {
  site.pages.set('/with', { html: shopPage() })
  site.pages.set('/without', { html: shopPage('') })
  const verdicts: Record<'with' | 'without', Verdict[]> = { with: [], without: [] }
  for (let round = 1; round <= repetitions; round++) {
    for (const page of ['without', 'with'] as const) {
      const verdict = await judge(folder, `${site.origin}/${page}`)
      verdicts[page].push(verdict)
      console.error(`round ${round}, ${page}: ${verdict.score}, ${Math.round(verdict.blocking)} ms blocked, shift ${verdict.shift}`)
    }
  }
  const added = (of: keyof Verdict) => median(verdicts.with.map(each => each[of])) - median(verdicts.without.map(each => each[of]))
  return [
    { name: 'Lighthouse, mobile: performance lost', value: -added('score'), unit: '', goal: 0 },
    { name: 'Lighthouse, mobile: blocking time added', value: added('blocking'), unit: 'ms', goal: 0 },
    { name: 'Lighthouse, mobile: layout shift added', value: added('shift'), unit: '', goal: 0 },
  ]
}

async function main(repetitions: number): Promise<Figure[]> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'craveva-lighthouse-')))
  try {
    console.error(`installing Lighthouse ${version}`)
    await pnpm(folder, 'add', '--ignore-workspace', `lighthouse@${version}`)
    const dist = join(folder, 'widget')
    await buildWidget(dist)
    const site = await startFakeSite(dist, sampleConfig)
    try {
      return await compare(folder, site, repetitions)
    } finally {
      await site.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const figures = chromiumPath ? await main(Number(process.argv[2] ?? 5)) : []
console.log(`\n${JSON.stringify(figures)}`)
