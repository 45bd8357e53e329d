import { setTimeout as pause } from 'node:timers/promises'

/** Waits until `holds` is true. Throws after `patienceMs`, with what `describe` says. */
export async function waitFor(holds: () => Promise<boolean> | boolean, describe = () => String(holds), patienceMs = 20_000) {
  const latest = performance.now() + patienceMs
  while (!(await holds())) {
    if (performance.now() > latest) throw new Error(`This did not come true within ${patienceMs / 1000} s: ${describe()}`)
    await pause(20)
  }
}
