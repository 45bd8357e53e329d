import type { Panel } from '../shared/panel-module.ts'
import type { App } from './app.ts'

/** What the page can have done: `craveva('open')`. Documented for pages in `index.ts`. */
export function createCommands(app: App): Panel['command'] {
  const { show, isOpen, conversation, visitor, setLocale, consent, consented } = app
  const commands = {
    __proto__: null,
    open: () => show(true),
    close: () => show(false),
    toggle: () => show(!isOpen.current),
    restart: conversation.restart,
    identify: visitor.identify,
    logout: visitor.logout,
    consent,
    setLocale,
    setContext: conversation.setContext,
    setTexts: async (texts: Record<string, unknown>) => (await app.extras.bring()).useTexts(app, texts),
    send(text: unknown) {
      show(true)
      if (consented.current && typeof text === 'string' && text.trim()) conversation.send(text.trim())
    },
  } as unknown as Record<string, (argument: never) => unknown>
  return (name, argument) => {
    const command = commands[name]
    return command ? command(argument as never) : console.warn('craveva: no command', name)
  }
}
