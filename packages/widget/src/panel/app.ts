import type { WidgetConfig } from '@craveva/sdk/chat'
import type { ReadonlySignal, Signal } from '@preact/signals-core'
import type { Texts } from '../texts/en.ts'
import type { Conversation } from './store/conversation.ts'

/** What every part of one panel shares. */
export interface App {
  readonly conversation: Conversation
  readonly config: ReadonlySignal<WidgetConfig | null>
  readonly language: ReadonlySignal<string>
  /** A text in the visitor's language, with its places filled in. */
  readonly t: (key: keyof Texts, values?: Record<string, string | number>) => string
  readonly isOpen: Signal<boolean>
  /** Counts how often the visitor asked for the field to write in. */
  readonly focusWanted: Signal<number>
  /** Covers the whole window, as on a phone. */
  readonly full: ReadonlySignal<boolean>
  /** What a screen reader is to say next. */
  readonly announcement: Signal<string>
  readonly launcher: HTMLElement
  readonly close: () => void
}

/** Properties of a component that needs nothing but the panel. */
export interface AppProperties {
  readonly app: App
}
