import type { CDPSession } from 'playwright-core'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds: begin, and time that the thread itself worked. */
  readonly ts: number
  readonly tdur?: number
  readonly args?: { readonly name?: string; readonly data?: { readonly url?: string } }
}

/**
 * Watches the page's main thread while `work` runs, and answers how many milliseconds its longest task worked, by the thread's own clock.
 * `script`: counts from when a script with this in its address begins.
 */
export async function longestTask(session: CDPSession, script: string | null, work: () => Promise<void>): Promise<number> {
  const events: TraceEvent[] = []
  const collect = ({ value }: { value: unknown[] }) => events.push(...(value as TraceEvent[]))
  session.on('Tracing.dataCollected', collect)
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['__metadata', 'toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] },
  })
  await work()
  const complete = new Promise(done => session.once('Tracing.tracingComplete', done))
  await session.send('Tracing.end')
  await complete
  session.off('Tracing.dataCollected', collect)

  const begin = script ? events.find(({ name, args }) => name === 'EvaluateScript' && args?.data?.url?.includes(script)) : undefined
  const painter = begin ?? events.find(({ name }) => name === 'Paint')
  const tasks = events.filter(({ name, pid, tid }) => name.endsWith('RunTask') && pid === painter?.pid && tid === painter.tid)
  // The task in which the script began is older than the script.
  const from = begin ? Math.max(...tasks.filter(({ ts }) => ts <= begin.ts).map(({ ts }) => ts)) : 0
  return Math.max(0, ...tasks.filter(({ ts }) => ts >= from).map(({ tdur = 0 }) => tdur / 1000))
}
