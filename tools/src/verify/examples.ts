import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Verification } from './verification.ts'

const script = join(import.meta.dirname, '../../../packages/widget/testing/installed-examples.ts')

/** It hangs when it takes longer, in milliseconds. */
const longest = 15 * 60_000

interface Case {
  readonly name: string
  readonly seconds: number
  readonly fault: string | null
}

/** Installs, builds and opens the widget's examples as their README says. What npm needs is too much for every test: Next.js alone brings 340 MB. */
export const examples: Verification = {
  name: 'examples',
  summary: "the widget's examples for bundlers, installed from npm: React, Vue, and Next.js built, served and opened in Chromium",
  async run({ log }) {
    const child = spawn(process.execPath, ['--conditions=source', script], { stdio: ['ignore', 'pipe', 'inherit'], timeout: longest })
    const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
    const output = await text(child.stdout)
    const code = await ended
    if (code !== 0) throw new Error(`${script} ended with ${code}`)
    const cases = JSON.parse(output.trim().split('\n').at(-1) ?? '[]') as Case[]
    if (cases.length === 0) log('no Chromium in /usr/bin: nothing was tried')
    const failed = cases.filter(({ fault }) => fault !== null)
    return {
      tried: cases.length,
      counts: {},
      faults: { 'cases that failed': failed.length },
      notes: cases.map(({ name, seconds, fault }) => `${name}: ${fault ?? `${seconds} s`}`),
    }
  },
}
