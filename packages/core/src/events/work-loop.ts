import type { Logger } from 'pino'

/** Work that lies in the database: it is done as soon as somebody wakes the loop, and looked for now and then in any case. */
export interface WorkLoop {
  wake(): void
  /** Settles when the round under way is over. */
  stop(): Promise<void>
}

/** Milliseconds between two looks when nobody wakes the loop; after a failure, too. */
const lookAgainAfter = 1000

/** `round` does some of the work and tells whether there may be more. */
export function startWorkLoop(log: Logger, name: string, round: () => Promise<boolean>): WorkLoop {
  let awake = Promise.withResolvers<void>()
  let stopped = false

  const sleep = async () => {
    const timer = setTimeout(awake.resolve, lookAgainAfter)
    timer.unref()
    await awake.promise
    clearTimeout(timer)
    if (!stopped) awake = Promise.withResolvers()
  }
  const loop = async () => {
    while (!stopped) {
      const more = await round().catch(error => {
        log.warn({ err: error }, `${name}: a round failed; it is tried again`)
        return false
      })
      if (!more && !stopped) await sleep()
    }
  }
  const ended = loop()
  return {
    wake: () => awake.resolve(),
    stop: () => {
      stopped = true
      awake.resolve()
      return ended
    },
  }
}
