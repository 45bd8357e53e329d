import { accountConcepts } from './accounts.ts'
import { circumstanceConcepts } from './circumstances.ts'
import type { Concept } from './concept.ts'
import { contactConcepts } from './contact.ts'
import { generalConcepts } from './general.ts'
import { legalConcepts } from './legal.ts'
import { moreProductKindConcepts } from './more-product-kinds.ts'
import { orderConcepts } from './orders.ts'
import { paymentConcepts } from './payment.ts'
import { productKindConcepts } from './product-kinds.ts'
import { materialConcepts } from './product-materials.ts'
import { qualityConcepts } from './product-qualities.ts'
import { returnConcepts } from './returns.ts'

/** The vocabulary of commerce and support, written for the purpose: what customers say and what merchants' texts say for it. */
export const concepts: readonly Concept[] = [
  ...orderConcepts,
  ...returnConcepts,
  ...paymentConcepts,
  ...qualityConcepts,
  ...materialConcepts,
  ...productKindConcepts,
  ...moreProductKindConcepts,
  ...accountConcepts,
  ...contactConcepts,
  ...legalConcepts,
  ...circumstanceConcepts,
  ...generalConcepts,
]
