/** What ends when a piece of the screen goes: its effects, listeners and observers. */
type Scope = (() => void)[]

let current: Scope = []

/** Runs `work` in a scope of its own. Returns its result and how to end everything begun in it. */
export function inScope<T>(work: () => T): [result: T, end: () => void] {
  const outer = current
  const scope: Scope = []
  current = scope
  try {
    return [work(), () => end(scope)]
  } finally {
    current = outer
  }
}

/** Calls `cleanup` when the piece of the screen that is being built goes. */
export function onEnd(cleanup: () => void): void {
  current.push(cleanup)
}

function end(scope: Scope) {
  for (const cleanup of scope.splice(0).reverse()) cleanup()
}
