import { setImmediate } from 'node:timers/promises'

/**
 * What there is already, together: while one batch is worked on, the next item is fetched, and those that are there at once join it until the
 * batch weighs `most`. Who waits for slow items gets them one by one.
 */
export async function* gather<T>(items: AsyncIterable<T>, weightOf: (item: T) => number, most: number): AsyncGenerator<T[]> {
  const iterator = items[Symbol.asyncIterator]()
  const pull = () => {
    const next = iterator.next()
    // Whoever awaits it hears of it.
    next.catch(() => {})
    return next
  }
  let next = pull()
  try {
    for (let first = await next; !first.done; first = await next) {
      const batch = [first.value]
      let weight = weightOf(first.value)
      next = pull()
      while (weight < most) {
        const more = await Promise.race([next, setImmediate(null)])
        if (!more || more.done) break
        batch.push(more.value)
        weight += weightOf(more.value)
        next = pull()
      }
      yield batch
    }
  } finally {
    await iterator.return?.()
  }
}
