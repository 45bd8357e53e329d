import type { ChatWidgetEvents, ChatWidgetOptions } from '../index.ts'

/** The attributes of `<craveva-chat>`. */
export interface ChatElementAttributes
  extends Pick<ChatWidgetOptions, 'agent' | 'api' | 'color' | 'theme' | 'lang' | 'consent' | 'privacy' | 'images'> {}

/** What `<craveva-chat>` tells of; it comes up to the document. */
type ChatElementEvents = {
  [Name in Exclude<keyof ChatWidgetEvents, 'open' | 'close'> as `craveva:${Name}`]: CustomEvent<ChatWidgetEvents[Name]>
}

declare global {
  interface GlobalEventHandlersEventMap extends ChatElementEvents {}
}
