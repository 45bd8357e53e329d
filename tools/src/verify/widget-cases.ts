import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Tally } from './verification.ts'

const scripts = join(import.meta.dirname, '../../../packages/widget/testing')

/** It hangs when it takes longer, in milliseconds. */
const longest = 20 * 60_000

interface Case {
  readonly name: string
  readonly seconds: number
  readonly fault: string | null
}

/** Runs a script of the widget that tries cases in browsers, in a process of its own, and counts them. `nothing`: said when it tried none. */
export async function widgetCases(script: string, nothing: string, log: (line: string) => void): Promise<Tally> {
  const child = spawn(process.execPath, ['--conditions=source', join(scripts, script)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: longest,
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  const output = await text(child.stdout)
  const code = await ended
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  const cases = JSON.parse(output.trim().split('\n').at(-1) ?? '[]') as Case[]
  if (cases.length === 0) log(nothing)
  return {
    tried: cases.length,
    counts: {},
    faults: { 'cases that failed': cases.filter(({ fault }) => fault !== null).length },
    notes: cases.map(({ name, seconds, fault }) => `${name}: ${fault ?? `${seconds} s`}`),
  }
}
