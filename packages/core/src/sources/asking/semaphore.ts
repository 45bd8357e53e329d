import { SourceError } from '../connectors/source-error.ts'

const longestQueue = 50

/** Lets so many of a kind work at the same time; the others wait in line, which is not endless. Throws SourceError when it is, or on abort. */
export function createSemaphores() {
  const busy = new Map<string, { active: number; waiting: (() => void)[] }>()
  return {
    async within<T>(key: string, width: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
      const place = busy.get(key) ?? { active: 0, waiting: [] }
      busy.set(key, place)
      if (place.active >= width) await inLine(place.waiting, signal)
      else place.active++
      try {
        return await work()
      } finally {
        // Whoever is next takes over the place.
        const next = place.waiting.shift()
        if (next) next()
        else if (--place.active === 0) busy.delete(key)
      }
    },
  }
}

function inLine(waiting: (() => void)[], signal: AbortSignal) {
  if (waiting.length >= longestQueue) throw new SourceError('failed', 'Too many questions wait for this source. Try again shortly.')
  return new Promise<void>((resolve, reject) => {
    const turn = () => {
      signal.removeEventListener('abort', leave)
      resolve()
    }
    const leave = () => {
      waiting.splice(waiting.indexOf(turn), 1)
      reject(new SourceError('failed', 'The source is busy with other questions. Try again shortly.'))
    }
    waiting.push(turn)
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
  })
}
