import type { MessagePart } from '@craveva/contract/parts'

export type Source = MessagePart & { type: 'citation' | 'receipt' }

/** Shown with the sources under a message, not in the midst of it. */
export const isSource = (part: { readonly type: string }): part is Source => part.type === 'citation' || part.type === 'receipt'
