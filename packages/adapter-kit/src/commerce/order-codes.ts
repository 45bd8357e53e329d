import { z } from 'zod'
import type { Codes } from '../codes.ts'
import type { KeyValueStore } from '../key-value-store.ts'
import { PlatformError } from '../platform-error.ts'
import { type Attempts, createAttempts } from './attempts.ts'

/** Of a shop's deployment. */
export const orderCodeSetting = z.enum(['never', 'always']).optional().meta({
  description:
    'always: who is not signed in also types a code that is mailed to the address of the order, before they see it. Needs SMTP_URL. never, unless given',
})

/** What is needed to ask for codes. */
export interface OrderCodes {
  readonly codes: Codes
  /** Tries of codes: each asks the shop as well. */
  readonly tries: Attempts
}

/** Null where none are wanted. Throws where they are wanted and cannot be had: without them no order may be shown. */
export function orderCodes(
  setting: z.output<typeof orderCodeSetting>,
  { codes, store }: { readonly codes?: Codes | undefined; readonly store: KeyValueStore },
): OrderCodes | null {
  if (setting !== 'always') return null
  if (!codes) throw new PlatformError('refused', 'Codes for orders are wanted, and there is nothing here that mails them.')
  return { codes, tries: createAttempts(store, { name: 'codes', shopper: 20, address: 40 }) }
}
