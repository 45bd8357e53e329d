import { directionOf } from '../languages/direction-of.ts'
import { type Locale, toLocale } from '../languages/to-locale.ts'
import { greetings } from './greetings.ts'
import type { MailMessage } from './mail.ts'

/** What a mail says, before it is set as text and as HTML. */
export interface Letter {
  readonly subject: string
  /** BCP 47 tag of all that it says; English unless given. */
  readonly language?: string
  /** The name of whom it is written to; empty when it is not known. */
  readonly name: string
  readonly paragraphs: readonly string[]
  /** The one thing the reader can do, and where. */
  readonly action?: { readonly label: string; readonly url: string }
  /** What is said below the action. */
  readonly after?: readonly string[]
}

/** Sets a letter as a plain text and as a simple page that mail programs show alike. */
export function toMail(to: string, letter: Letter): MailMessage {
  return { to, subject: oneLine(letter.subject), text: toText(letter), html: toHtml(letter) }
}

function toText({ name, language, paragraphs, action, after = [] }: Letter) {
  const link = action ? [`${action.label}:\n${action.url}`] : []
  return `${[greeting(name, toLocale(language)), ...paragraphs, ...link, ...after].join('\n\n')}\n`
}

function toHtml({ subject, name, language, paragraphs, action, after = [] }: Letter) {
  const locale = toLocale(language)
  const link = action
    ? [`<p style="margin:24px 0"><a href="${escapeHtml(action.url)}" style="${button}">${escapeHtml(action.label)}</a></p>`]
    : []
  const body = [...[greeting(name, locale), ...paragraphs].map(toParagraph), ...link, ...after.map(toParagraph)].join('\n')
  return `<!doctype html>
<html lang="${locale.tag}" dir="${directionOf(locale.language)}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 sans-serif;color:#1a1a1a;background:#fff"><div style="max-width:560px">
${body}
</div></body></html>
`
}

const button = 'display:inline-block;padding:12px 20px;border-radius:6px;background:#1f4fd8;color:#fff;text-decoration:none'
const greeting = (name: string, { language }: Locale) => (name === '' ? greetings[language] : `Hello ${oneLine(name)},`)
/** Lines stay lines, and each has the direction of its own first word. */
const toParagraph = (text: string) => `<p dir="auto" style="white-space:pre-line;unicode-bidi:plaintext">${escapeHtml(text)}</p>`

/** Names come from people: a line break in one would begin a line, or a header, of its own. */
const oneLine = (text: string) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`)
