import css from './extras.css?inline'

/** What is rarely needed: loaded when it is asked for. */
export { Attachments, pickFiles, takeFiles } from './attachments.tsx'
export { ClosedNote } from './closed-note.tsx'
export { dictate } from './dictate.ts'
export { invite } from './invite.tsx'
export { Rating } from './rating.tsx'
export { Sheet } from './sheet.tsx'
export { playSound } from './sound.ts'
export { css }
