import type { Widget } from './widget.ts'

/** The one global of the widget: `craveva('open')`. A page that wants to call before the script is there defines a queue under its name. */
export interface CommandFunction {
  (name: string, ...rest: unknown[]): unknown
  widgets?: Map<string, Widget>
  /** What was asked before, what is asked of agents whose script is not there yet, and what every widget is to be listened to for. */
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
  const before: Partial<CommandFunction> = typeof window.craveva === 'function' ? window.craveva : {}
  const { widgets = new Map<string, Widget>(), q = [] } = before
  if (widgets.has(agent)) return
  widgets.set(agent, start())
  const craveva = before.widgets ? (before as CommandFunction) : commandsFor(widgets)
  craveva.q = []
  window.craveva = craveva
  for (const call of q) craveva(...(call as Iterable<unknown> as [string, ...unknown[]]))
}

function commandsFor(widgets: Map<string, Widget>): CommandFunction {
  const craveva: CommandFunction = (name, ...rest) => {
    const [argument, listener] = rest
    const agent = rest[typeof listener === 'function' ? 2 : 1] as string | undefined
    // A script may come later, and a widget that is listened to as all are.
    if (agent ? name !== 'destroy' && !widgets.has(agent) : name === 'on') craveva.q?.push([name, ...rest])
    if (name === 'off') craveva.q = (craveva.q ?? []).filter(([, event, each]) => event !== argument || each !== listener)
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
