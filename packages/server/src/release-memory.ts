import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void

/**
 * Gives back what starting took: reading all modules leaves V8 with several times the heap that a waiting server needs, and it would shrink it
 * only after minutes. Takes some tenths of a second, so it is for the moment before anybody is served. The young generation can still grow under
 * load, which a smaller limit for it would forbid (at a third more CPU per chat). `last-resort` is what V8 does when an allocation fails.
 */
export function releaseMemory() {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as Collect
  setFlagsFromString('--no-expose-gc')
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
