import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Bench } from '../bench.ts'

const script = join(import.meta.dirname, '../../../../packages/widget/testing/print-bench.ts')

/** A measurement hangs when it takes longer, in milliseconds. */
const longest = 20 * 60_000

interface Measured {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly goal: number
}

/** What the widget costs a page, beside the same page without it in the same run. It measures itself in a process of its own, with the types of pages. */
export const widgetBench: Bench = {
  name: 'widget',
  summary: 'bytes, requests, main-thread time, tasks, streaming, memory and leaks of the widget in Chromium',
  async run({ short, log }) {
    const figures = await measure(short ? 1 : 5)
    if (figures.length === 0) log('no Chromium in /usr/bin: nothing was measured')
    return figures.map(({ name, value, unit, goal }) => ({
      name,
      goal: `at most ${goal} ${unit}`.trim(),
      measured: `${Math.round(value * 100) / 100} ${unit}`.trim(),
      ok: value <= goal,
      values: { value, goal },
    }))
  },
}

async function measure(repetitions: number): Promise<Measured[]> {
  const child = spawn(process.execPath, ['--conditions=source', script, String(repetitions)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: longest,
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  const output = await text(child.stdout)
  const code = await ended
  if (code !== 0) throw new Error(`${script} ended with ${code}`)
  return JSON.parse(output.trim().split('\n').at(-1) ?? '[]') as Measured[]
}
