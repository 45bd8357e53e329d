import css from './cards.css?inline'

/** What a message shows beside its text, and forms: loaded with the first answer. */
export { Actions } from './actions.tsx'
export { Approval } from './approval.tsx'
export { Consent } from './consent.tsx'
export { FileLink } from './file-link.tsx'
export { Form } from './form.tsx'
export { HandoffLine } from './handoff-line.tsx'
export { OrderCard } from './order-card.tsx'
export { PreChat } from './pre-chat.tsx'
export { Products } from './products.tsx'
export { Sources } from './sources.tsx'
export { css }
