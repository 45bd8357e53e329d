import css from './extras.css?inline'

/** What is rarely needed: loaded when it is asked for. */
export { Actions } from './actions.tsx'
export { Attachments, pickFiles, takeFiles } from './attachments.tsx'
export { ClosedNote } from './closed-note.tsx'
export { Consent } from './consent.tsx'
export { dictate } from './dictate.ts'
export { invite } from './invite.tsx'
export { keepLead } from './keep-lead.ts'
export { keepPlace } from './keep-place.ts'
export { followOperator, tellTyping } from './operator.ts'
export { useTexts } from './own-texts.ts'
export { PreChat } from './pre-chat.tsx'
export { Rating } from './rating.tsx'
export { Sheet } from './sheet.tsx'
export { showUnread } from './show-unread.ts'
export { playSound } from './sound.ts'
export { css }
