/** Children that may read at the same time in this process: each may take as much memory as its limit. */
const slots = 2

let taken = 0
const waiting: (() => void)[] = []

/** Waits for its turn. The returned function gives the slot back; it may be called once. */
export async function acquireChildSlot(signal?: AbortSignal): Promise<() => void> {
  signal?.throwIfAborted()
  if (taken >= slots) await turn(signal)
  else taken++
  return () => {
    const next = waiting.shift()
    if (next) next()
    else taken--
  }
}

function turn(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const start = () => {
      signal?.removeEventListener('abort', giveUp)
      resolve()
    }
    const giveUp = () => {
      waiting.splice(waiting.indexOf(start), 1)
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', giveUp, { once: true })
    waiting.push(start)
  })
}
