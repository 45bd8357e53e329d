import type { Widget } from './widget.ts'

/** The one global of the widget: `craveva('open')`. A page that wants to call before the script is there defines a queue under its name. */
export interface CommandFunction {
  (name: string, ...rest: unknown[]): unknown
  widgets?: Map<string, Widget>
  /** What was asked before, and what is asked of agents whose script is not there yet. */
  q?: Iterable<unknown>[]
}

declare global {
  interface Window {
    craveva?: CommandFunction
  }
}

/** Commands for every widget on the page, unless they name an agent. */
const forAll = /^(on|off|destroy)$/

/** Registers a widget under its agent, once per page, and carries out what the page asked for before. */
export function register(agent: string, start: () => Widget): void {
  // An element of the page with this id is found under the same name.
  const before = typeof window.craveva === 'function' ? window.craveva : undefined
  const widgets = before?.widgets ?? new Map<string, Widget>()
  if (widgets.has(agent)) return
  widgets.set(agent, start())
  const craveva = before?.widgets ? before : commandsFor(widgets)
  const asked = before?.q ?? []
  craveva.q = []
  window.craveva = craveva
  for (const call of asked) craveva(...(call as Iterable<unknown> as [string, ...unknown[]]))
}

function commandsFor(widgets: Map<string, Widget>): CommandFunction {
  const craveva: CommandFunction = (name, ...rest) => {
    const agent = rest[typeof rest[1] === 'function' ? 2 : 1] as string | undefined
    if (agent && !widgets.has(agent)) {
      // Its script may come later.
      if (name !== 'destroy') craveva.q?.push([name, ...rest])
      return
    }
    for (const [key, widget] of widgets) {
      if (agent && agent !== key) continue
      const answer = widget.command(name, ...rest)
      if (name === 'destroy') widgets.delete(key)
      if (!forAll.test(name)) return answer
    }
    if (!widgets.size && window.craveva === craveva) delete window.craveva
  }
  craveva.widgets = widgets
  return craveva
}
