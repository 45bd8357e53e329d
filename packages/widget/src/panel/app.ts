import type { WidgetConfig } from '@craveva/sdk/chat'
import type { ReadonlySignal, Signal } from '../dom/signal.ts'
import type { PanelHost } from '../shared/panel-module.ts'
import type { Texts } from '../texts/en.ts'
import type { Conversation } from './store/conversation.ts'
import type { Entry } from './store/entry.ts'

/** What every part of one panel shares. */
export interface App {
  readonly conversation: Conversation
  readonly config: ReadonlySignal<WidgetConfig | null>
  readonly language: ReadonlySignal<string>
  /** A text in the visitor's language, with its places filled in. */
  readonly t: (key: keyof Texts, values?: Record<string, string | number>) => string
  /** The address, when a link may lead there. */
  readonly safeLink: (address: string) => string | undefined
  /** The address, when a picture may be loaded from there. */
  readonly image: (address: string) => string | undefined
  /** Tells the page. Answers whether it listens. */
  readonly emit: PanelHost['emit']
  readonly isOpen: Signal<boolean>
  /** Counts how often the visitor asked for the field to write in. */
  readonly focusWanted: Signal<number>
  /** Covers the whole window, as on a phone. */
  readonly full: ReadonlySignal<boolean>
  /** Where the parts of a message are shown. */
  readonly shownParts: WeakMap<Entry, HTMLElement>
  /** What a screen reader is to say next. */
  readonly announcement: Signal<string>
  readonly launcher: HTMLElement
  readonly close: () => void
}

/** Properties of a component that needs nothing but the panel. */
export interface AppProperties {
  readonly app: App
}
