import type { MessagePart } from '@craveva/contract/parts'
import type { WidgetConfig } from '@craveva/sdk/chat'
import type { ReadonlySignal, Signal } from '../dom/signal.ts'
import type { PanelHost } from '../shared/panel-module.ts'
import type { LazyExtras } from './extras.ts'
import type { Conversation } from './store/conversation.ts'
import type { Entry } from './store/entry.ts'
import type { TextsInUse } from './texts.ts'
import type { Visitor } from './visitor.ts'

/** A file that is uploaded to go with a message. */
export interface Attached {
  readonly name: string
  /** Null until it is uploaded. */
  readonly part: Signal<(MessagePart & { type: 'file' }) | null>
  /** From 0 to 1. */
  readonly progress: Signal<number>
  /** Why it cannot be sent; empty when it can. */
  readonly problem: Signal<'' | 'tooLarge' | 'failed'>
  cancel(): void
}

/** What every part of one panel shares. */
export interface App extends Omit<TextsInUse, 'use'> {
  readonly setLocale: TextsInUse['use']
  /** What stands in the field to write in. */
  readonly draft: Signal<string>
  /** Whether it is spoken. */
  readonly dictating: Signal<boolean>
  /** Whether the draft is longer than the API takes; the extras look at it. */
  readonly tooLong: Signal<boolean>
  /** What goes with the next message. */
  readonly files: Signal<readonly Attached[]>
  readonly conversation: Conversation
  readonly visitor: Visitor
  readonly agentConfig: ReadonlySignal<WidgetConfig | null>
  readonly isOpen: ReadonlySignal<boolean>
  /** Counts how often the visitor asked for the field to write in. */
  readonly focusWanted: Signal<number>
  /** Counts how often somebody else came. */
  readonly newcomers: Signal<number>
  /** Stands in an element of the page, without a launcher. */
  readonly inline: boolean
  /** Covers the whole window, as on a phone. */
  readonly full: ReadonlySignal<boolean>
  /** What a screen reader is to say next. */
  readonly announcement: Signal<string>
  readonly extras: LazyExtras
  /** Where the parts of a message are shown. */
  readonly shownParts: WeakMap<Entry, HTMLElement>
  /** Whether the visitor, or the page for them, agreed to the chat; true where nobody has to be asked. */
  readonly consented: ReadonlySignal<boolean>
  readonly consent: (given?: unknown) => void
  readonly launcher: HTMLElement
  /** The address, when a picture may be loaded from there. */
  readonly image: (address: string) => string | undefined
  /** Address of the merchant's privacy policy. */
  readonly privacy: string | undefined
  /** Tells the page, and the browser's console, of an error of ours. */
  readonly fault: (error: unknown) => void
  /** Tells the page. Answers whether it listens. */
  readonly emit: PanelHost['emit']
  /** Opens or closes the panel; one that is opened takes the focus unless told otherwise. */
  readonly show: (open: boolean, takesFocus?: boolean) => void
  /** Starts what follows the browser and the page; what it starts ends with the scope it is called in. */
  readonly begin: () => void
}

/** Properties of a component that needs nothing but the panel. */
export interface AppProperties {
  readonly app: App
}
