import type { StreamPart } from '@craveva/contract/stream'

/** A turn being worked on in this process: its parts so far, and those who follow it. */
export interface LiveTurn {
  publish(part: StreamPart): void
  /** No more parts will come. */
  end(): void
  readonly parts: readonly StreamPart[]
  readonly ended: boolean
  /** The parts from `index` on, until the turn ends or the reader is gone. */
  follow(index: number, gone: AbortSignal): AsyncGenerator<{ index: number; part: StreamPart }>
}

export function createLiveTurn(): LiveTurn {
  const parts: StreamPart[] = []
  let ended = false
  let changed = Promise.withResolvers<void>()

  const wake = () => {
    changed.resolve()
    changed = Promise.withResolvers()
  }

  return {
    parts,
    get ended() {
      return ended
    },
    publish(part) {
      parts.push(part)
      wake()
    },
    end() {
      ended = true
      wake()
    },
    async *follow(index, gone) {
      const left = whenAborted(gone)
      for (let next = index; !gone.aborted; ) {
        const part = parts[next]
        if (part) yield { index: next++, part }
        else if (ended) return
        else await Promise.race([changed.promise, left])
      }
    },
  }
}

const whenAborted = (signal: AbortSignal) =>
  new Promise<void>(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
