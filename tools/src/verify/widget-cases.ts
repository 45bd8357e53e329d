import { runWidgetScript } from '../run-widget-script.ts'
import type { Tally } from './verification.ts'

interface Case {
  readonly name: string
  readonly seconds: number
  readonly fault: string | null
}

/** Counts the cases of a script of the widget that tries them in browsers. `nothing`: said when it tried none. */
export async function widgetCases(script: string, nothing: string, log: (line: string) => void): Promise<Tally> {
  const cases = await runWidgetScript<Case>(script)
  if (cases.length === 0) log(nothing)
  return {
    tried: cases.length,
    counts: {},
    faults: { 'cases that failed': cases.filter(({ fault }) => fault !== null).length },
    notes: cases.map(({ name, seconds, fault }) => `${name}: ${fault ?? `${seconds} s`}`),
  }
}
