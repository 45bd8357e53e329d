import type { App } from '../panel/app.ts'
import { tellTyping } from './operator.ts'

/** The API takes this many characters. */
const maxLength = 8000

/** Follows what stands in the field to write in: it is as high as its text, an operator hears of it, and the visitor if it is too long to be sent. */
export function followDraft(app: App, field: HTMLTextAreaElement): void {
  const { length } = app.draft.peek()
  if (length) tellTyping(app)
  app.tooLong.current = length > maxLength
  field.ariaInvalid = String(length > maxLength)
  // Other browsers do it by themselves.
  if (CSS.supports('field-sizing', 'content')) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}
