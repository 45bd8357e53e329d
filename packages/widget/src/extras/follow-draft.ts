import type { App } from '../panel/app.ts'
import { tellTyping } from './operator.ts'

/** Follows what stands in the field to write in: it is as high as its text, and an operator hears of it. */
export function followDraft(app: App, field: HTMLTextAreaElement): void {
  if (app.draft.peek()) tellTyping(app)
  // Other browsers do it by themselves.
  if (CSS.supports('field-sizing', 'content')) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}
