import { inScope, onEnd } from './scope.ts'

/** A value that tells those who read it within `watch` when it changes. */
export interface Signal<T> {
  current: T
  /** Reads without being told later. */
  peek(): T
}

export type ReadonlySignal<T> = Readonly<Signal<T>>

interface Observer {
  run(): void
  /** The signals it read last time: from each it must be taken off before it reads again. */
  readonly sources: Set<Set<Observer>>
}

let reader: Observer | undefined

export function signal<T>(initial: T): Signal<T> {
  let current = initial
  const observers = new Set<Observer>()
  return {
    get current() {
      if (reader) {
        observers.add(reader)
        reader.sources.add(observers)
      }
      return current
    },
    set current(next) {
      if (next === current) return
      current = next
      // Running one may end another that is still in the list: it has left the set by then.
      for (const observer of [...observers]) {
        try {
          if (observers.has(observer)) observer.run()
        } catch (error) {
          // Neither who changes the value nor others who follow it can help it.
          reportError(error)
        }
      }
    },
    peek: () => current,
  }
}

/** Runs `work` now and whenever a signal it reads changes, until its piece of the screen goes. What it begins ends before it runs again. */
export function watch(work: () => void): void {
  let endLast = () => {}
  const observer: Observer = {
    sources: new Set(),
    run() {
      leave()
      endLast = reading(observer, () => inScope(work)[1])
    },
  }
  function leave() {
    for (const observers of observer.sources) observers.delete(observer)
    observer.sources.clear()
    endLast()
    endLast = () => {}
  }
  observer.run()
  onEnd(leave)
}

/** A value derived from others: worked out when they change, told on when it changes itself. */
export function computed<T>(derive: () => T): ReadonlySignal<T> {
  const derived = signal(untracked(derive))
  watch(() => {
    derived.current = derive()
  })
  return derived
}

/** Runs `work` without being told when what it reads changes. */
export const untracked = <T>(work: () => T): T => reading(undefined, work)

function reading<T>(observer: Observer | undefined, work: () => T): T {
  const outer = reader
  reader = observer
  try {
    return work()
  } finally {
    reader = outer
  }
}
