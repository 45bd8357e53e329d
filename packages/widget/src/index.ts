import { startWidget } from './loader/widget.ts'
import { loadExtras } from './npm/load-extras.ts'
import { loadTexts } from './npm/load-texts.ts'
import type { PageSettings } from './shared/page-settings.ts'

/** How a chat is started from a bundle; the attributes of the script tag mean the same. */
export interface ChatWidgetOptions extends Omit<PageSettings, 'position'> {
  readonly agent: string
  /** Origin of the API, such as `https://chat.example`. */
  readonly api: string
  readonly position?: 'right' | 'left' | undefined
  /** Stands in this element, without a launcher. */
  readonly target?: Element | undefined
}

/** What happens, and what is told of it. In words of its own: the published types need no other package. */
export interface ChatWidgetEvents {
  ready: undefined
  open: undefined
  close: undefined
  /** An answer is complete, or an operator wrote. */
  message: { readonly role: 'visitor' | 'agent' | 'operator' | 'system'; readonly text: string }
  /** The conversation goes to a person, or comes back from one. */
  handoff: {
    readonly type: 'handoff'
    readonly state: 'requested' | 'waiting' | 'with_operator' | 'ended'
    readonly operator_name: string | null
  }
  /** The visitor submitted a form. */
  lead: { readonly form_id: string; readonly purpose: string; readonly values: Readonly<Record<string, string | boolean>> }
  'add-to-cart': {
    readonly product_id: string
    readonly variant_id: string | null
    readonly options: Readonly<Record<string, string>>
    readonly quantity: number
    /** A page that puts it in, or says why it cannot be. */
    readonly url: string | null
  }
  error: unknown
}

export interface ChatWidget {
  open(): Promise<void>
  close(): Promise<void>
  toggle(): Promise<void>
  /** Opens the panel and asks. */
  send(text: string): Promise<void>
  /** Begins a new conversation. */
  restart(): Promise<void>
  /**
   * Takes a JWT signed by the merchant's server, with `sub` and an `exp` within an hour. `join`: the conversation that was begun without a
   * name becomes this person's; only for a page where whoever wrote it has just signed in. Rejects if it cannot: they are there without it.
   */
  identify(visitor: { readonly token: string; readonly join?: boolean }): Promise<void>
  /** Forgets the person and their conversation on this browser. */
  logout(): Promise<void>
  consent(given: boolean): Promise<void>
  /** What the page says of itself; the agent gets the keys that it declared, as unverified. Null forgets it. */
  setContext(values: Readonly<Record<string, string | number | boolean>> | null): Promise<void>
  /** Says in other words what the chat says: texts by their names, as the guide lists them. */
  setTexts(texts: Readonly<Record<string, string>>): Promise<void>
  /** BCP 47. */
  setLocale(language: string): Promise<void>
  /** Listens until the function that it returns is called. */
  on<Name extends keyof ChatWidgetEvents>(event: Name, listener: (detail: ChatWidgetEvents[Name]) => void): () => void
  destroy(): void
}

/** Puts a chat on the page: the same widget as the script tag, for pages that bundle their scripts. */
export function createChatWidget({ agent, api, target, ...page }: ChatWidgetOptions): ChatWidget {
  const widget = startWidget(
    {
      agent,
      api: api.replace(/\/+$/, ''),
      panel: '',
      config: null,
      page: { ...page, ...(target && { position: 'inline' }) },
      findParent: () => (target ? (target.isConnected ? target : null) : document.documentElement),
      loadTexts,
      loadExtras,
    },
    () => import('./panel/panel.tsx'),
  )
  const command =
    (name: string) =>
    async (argument?: unknown): Promise<void> => {
      await widget(name, argument)
    }
  return {
    open: command('open'),
    close: command('close'),
    toggle: command('toggle'),
    send: command('send'),
    restart: command('restart'),
    identify: command('identify'),
    logout: command('logout'),
    consent: command('consent'),
    setContext: command('setContext'),
    setLocale: command('setLocale'),
    setTexts: command('setTexts'),
    on(event, listener) {
      widget('on', event, listener)
      return () => widget('off', event, listener)
    },
    destroy: () => void widget('destroy'),
  }
}
