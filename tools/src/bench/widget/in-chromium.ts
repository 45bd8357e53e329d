import { runWidgetScript } from '../../run-widget-script.ts'
import type { BenchOptions, Figure } from '../bench.ts'

interface Measured {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly goal: number
}

/** The figures of a script of the widget that measures pages in Chromium. */
export async function inChromium(script: string, { short, log }: BenchOptions): Promise<Figure[]> {
  const figures = await runWidgetScript<Measured>(script, short ? '1' : '5')
  if (figures.length === 0) log('no Chromium in /usr/bin: nothing was measured')
  return figures.map(({ name, value, unit, goal }) => ({
    name,
    goal: `at most ${goal} ${unit}`.trim(),
    measured: `${Math.round(value * 100) / 100} ${unit}`.trim(),
    ok: value <= goal,
    values: { value, goal },
  }))
}
