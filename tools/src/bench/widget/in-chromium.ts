import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { BenchOptions, Figure } from '../bench.ts'

const scripts = join(import.meta.dirname, '../../../../packages/widget/testing')

/** A measurement hangs when it takes longer, in milliseconds. */
const longest = 20 * 60_000

interface Measured {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly goal: number
}

/** Runs a script of the widget that measures pages in Chromium; it does so in a process of its own, with the types of pages. */
export async function inChromium(script: string, { short, log }: BenchOptions): Promise<Figure[]> {
  const figures = await measure(script, short ? 1 : 5)
  if (figures.length === 0) log('no Chromium in /usr/bin: nothing was measured')
  return figures.map(({ name, value, unit, goal }) => ({
    name,
    goal: `at most ${goal} ${unit}`.trim(),
    measured: `${Math.round(value * 100) / 100} ${unit}`.trim(),
    ok: value <= goal,
    values: { value, goal },
  }))
}

async function measure(script: string, repetitions: number): Promise<Measured[]> {
  const child = spawn(process.execPath, ['--conditions=source', join(scripts, script), String(repetitions)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: longest,
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  const output = await text(child.stdout)
  const code = await ended
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  return JSON.parse(output.trim().split('\n').at(-1) ?? '[]') as Measured[]
}
