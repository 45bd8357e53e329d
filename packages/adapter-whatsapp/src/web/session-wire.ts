/** What passes between a session's process and ours: plain data, in order. */

import type { Chromium } from '../whatsapp-adapter.ts'

/** How a session is begun. */
export interface SessionStart {
  /** Where the phone's pairing is kept; the same folder again needs no scan. */
  readonly dataPath: string
  /** Puppeteer brings none here. */
  readonly chromium: Chromium
  /** Pairs by a code typed on this phone instead of a QR code: digits with the country's code. */
  readonly phoneNumber: string | null
  /** A folder with the page of WhatsApp Web under the name of `version`, instead of the one that WhatsApp serves. */
  readonly page: { readonly folder: string; readonly version: string } | null
}

export interface WebMessage {
  readonly id: string
  /** The chat, exactly as it is to be answered; may be a number (`…@c.us`) or an opaque id (`…@lid`). */
  readonly chat: string
  readonly own: boolean
  readonly text: string
  /** Seconds since 1970. */
  readonly sentAt: number
  readonly senderName: string | null
  readonly quote: string | null
  readonly media: { readonly type: string; readonly mediaType: string; readonly name: string | null } | null
}

export type SessionEvent =
  | { readonly type: 'qr' | 'code'; readonly value: string }
  | { readonly type: 'authenticated' }
  | { readonly type: 'ready'; readonly number: string | null; readonly name: string | null }
  | { readonly type: 'message'; readonly message: WebMessage }
  | { readonly type: 'receipt'; readonly id: string; readonly chat: string; readonly state: 'sent' | 'delivered' | 'read' | 'failed' }
  /** It is over; `loggedOut`: the phone ended the pairing. */
  | { readonly type: 'gone'; readonly reason: string; readonly loggedOut: boolean }

export interface SessionCalls {
  send(to: string, text: string, picture: { mediaType: string; base64: string; name: string } | null): string
  typing(to: string, on: boolean): null
  /** `CONNECTED` while all is well. */
  state(): string | null
  download(messageId: string): { mediaType: string; base64: string; name: string | null } | null
}

export type SessionCall = {
  [Name in keyof SessionCalls]: { readonly call: Name; readonly input: Parameters<SessionCalls[Name]> }
}[keyof SessionCalls]

export type ToSession = { readonly start: SessionStart } | ({ readonly id: number } & SessionCall)
export type FromSession =
  | { readonly event: SessionEvent }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }
