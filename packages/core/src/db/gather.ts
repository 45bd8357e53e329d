/** A piece of work, and the promise of whoever asked for it. */
export interface Waiting<Work, Result> {
  readonly work: Work
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

export interface GatherOptions {
  /** Pieces of work in one run at the most. */
  readonly most: number
  /** Milliseconds after which a run no longer holds up what waits behind it; for ever unless given. */
  readonly patienceMs?: number
  /** Called when nothing waits and nothing holds up any more. */
  readonly onIdle?: () => void
}

/**
 * Does work together: a piece is begun at once where no run is under way; what comes meanwhile goes together in the next one. `run` settles the
 * promise of each piece it gets, and never throws.
 */
export function gather<Work, Result>(
  run: (together: readonly Waiting<Work, Result>[]) => Promise<void>,
  { most, patienceMs, onIdle }: GatherOptions,
): (work: Work) => Promise<Result> {
  const waiting: Waiting<Work, Result>[] = []
  let underWay = false

  function setOff() {
    if (underWay) return
    const together = waiting.splice(0, most)
    if (together.length === 0) return void onIdle?.()
    underWay = true
    let holdsUp = true
    const letOthersPass = () => {
      if (!holdsUp) return
      holdsUp = false
      underWay = false
      setOff()
    }
    const timer = patienceMs === undefined ? undefined : setTimeout(letOthersPass, patienceMs)
    void run(together).finally(() => {
      clearTimeout(timer)
      letOthersPass()
    })
  }

  return work =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve, reject })
      setOff()
    })
}
