import { type Call, type Command, except } from './widget.ts'

/** The one global of the widget: `craveva('open')`. A page that wants to call before the script is there defines a queue under its name. */
export interface CommandFunction {
  (...call: Call): unknown
  /** The widgets on the page by their agents. */
  widgets: Map<string, Command>
  /** What was asked before, what is asked of agents whose script is not there yet, and what every widget is to be listened to for. */
  q: Call[]
}

declare global {
  var craveva: CommandFunction
}

/** Registers a widget under its agent, once per page, and carries out what the page asked for before. */
export function register(agent: string, start: () => Command): void {
  // An element of the page with this id is found under the same name.
  const { widgets = new Map<string, Command>(), q = [] }: Partial<CommandFunction> = typeof craveva === 'function' ? craveva : {}
  if (widgets.has(agent)) return
  widgets.set(agent, start())
  const take = (...call: Call): unknown => {
    // Who kept it when the last widget went has nobody to ask.
    if (!widgets.size) return
    const [name, , listener, last] = call
    const agent = (typeof listener === 'function' ? last : listener) as string | undefined
    // A script may come later, and a widget that is listened to as all are.
    if (agent ? name !== 'destroy' && !widgets.has(agent) : name === 'on') craveva.q.push(call)
    if (name === 'off') craveva.q = except(craveva.q, call)
    for (const [key, command] of widgets) {
      if (agent && agent !== key) continue
      const answer = command(...call)
      if (name === 'destroy') widgets.delete(key)
      // What is not for all widgets is for the first.
      if (answer) return answer
    }
    if (!widgets.size) delete (window as Partial<typeof globalThis>).craveva
  }
  window.craveva = Object.assign(take, { widgets, q: [] })
  for (const call of q) craveva(...call)
}
