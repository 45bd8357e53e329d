import type { Panel } from '../shared/panel-module.ts'
import type { App } from './app.ts'

/** What the page can have done: `craveva('open')`. Documented for pages in `index.ts`. */
export function createCommands({ show, isOpen, conversation, visitor, setLocale, consent, consented }: App): Panel['command'] {
  const commands: Record<string, (argument: never) => unknown> = {
    open: () => show(true),
    close: () => show(false),
    toggle: () => show(!isOpen.value),
    restart: conversation.restart,
    identify: visitor.identify,
    logout: visitor.logout,
    consent,
    setLocale,
    setContext: conversation.setContext,
    send(text: unknown) {
      show(true)
      if (consented.value && typeof text === 'string' && text.trim()) conversation.send(text.trim())
    },
  }
  return (name, argument) => {
    const command = Object.hasOwn(commands, name) && commands[name]
    if (!command) throw new Error(`There is no command "${name}"`)
    return command(argument as never)
  }
}
