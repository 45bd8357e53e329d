import { z } from 'zod'
import type { Tool, ToolCall, ToolResult } from '../tool.ts'
import type { Attempts } from './attempts.ts'
import { commerceTool, said } from './commerce-tool.ts'
import { cutFairly } from './cut-fairly.ts'
import { type FoundOrders, findOrders, needsEmail } from './find-orders.ts'
import type { OrderCodes } from './order-codes.ts'
import { orderText, toOrderPart } from './order-part.ts'
import { orderReceipt } from './receipts.ts'
import type { Shop } from './shop.ts'

const given = z.object({
  order_number: z.string().max(60).nullable().default(null),
  email: z.string().max(254).nullable().default(null),
  postcode: z.string().max(20).nullable().default(null),
  phone: z.string().max(30).nullable().default(null),
})
const withCode = given.extend({
  code: z.string().max(20).nullable().default(null).describe('As the visitor typed it, once it was mailed; never a guess'),
})

/** Shows orders to their owners; where `codes` are wanted, to who reads their mail. */
export const findOrderTool = (shop: Shop, attempts: Attempts, codes: OrderCodes | null): Tool =>
  commerceTool<z.output<typeof given> & { readonly code?: string | null }>({
    description: `How an order of the visitor stands. Needs its number and the e-mail, phone number or postcode it was placed with, unless the visitor is signed in. Ask for what is missing; never guess it.${codes ? ' A code is mailed then, with which this is called again, beside the same details.' : ''}`,
    input: codes ? withCode : given,
    effect: 'read',
    async run({ order_number, email, postcode, phone, code = null }, { visitor, signal, language = null }) {
      const question = {
        number: blank(order_number),
        email: blank(email),
        postcode: blank(postcode),
        phone: blank(phone),
        code: blank(code),
      }
      const found = await findOrders(shop, { attempts, codes }, visitor, question, signal)
      const told = toldOrders(shop, found, { visitor, language })
      if (!mayBeMissed.has(found.kind)) return told
      const full = found.kind === 'code' && needsEmail(shop, question.email) ? orEmail(told) : told
      return withDays(full, (await shop.orderDays?.(signal).catch(() => null)) ?? null)
    },
  })

/** What is answered whether there is such an order or not. */
const mayBeMissed: ReadonlySet<FoundOrders['kind']> = new Set(['none', 'ask-email', 'code'])
const orEmail = (told: ToolResult): ToolResult => ({
  ...told,
  content: `${told.content} If none arrives, ask for the e-mail that the order was placed with.`,
  outcome: `${told.outcome}_or_email`,
})

/** Said whether there is such an order or not; the outcome tells it to models that read no sentences. */
const withDays = (told: ToolResult, days: number | null): ToolResult =>
  days === null
    ? told
    : {
        ...told,
        content: `${told.content} Orders of more than ${days} days ago cannot be seen here: say that, too, and offer a person for those.`,
        outcome: `${told.outcome}_${days}_days`,
      }

const blank = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text)

function toldOrders(shop: Shop, found: FoundOrders, { visitor, language = null }: Pick<ToolCall, 'visitor' | 'language'>): ToolResult {
  switch (found.kind) {
    case 'orders':
      return {
        content: cutFairly(found.orders.map(orderText)).join('\n\n'),
        receipts: found.orders.map(order => orderReceipt(shop.source, order)),
        parts: found.orders.map(order => toOrderPart(order, language)),
        outcome: 'shown',
      }
    case 'none':
      return said(
        'No order is found with these details. Say that, and ask the visitor to check the number and the e-mail, phone or postcode.',
        'none',
      )
    case 'ask-email':
      return said(
        'No order is found with these details. Say that, and ask the visitor for the e-mail it was placed with, which may find it, and to check the number.',
        'ask_email',
      )
    case 'wait':
      return said(
        `There were too many attempts. Say that the visitor can try again in ${found.minutes} minutes, or ask for a person.`,
        'wait',
      )
    case 'code':
      return said(
        'If there is such an order, a code of six digits was just mailed to its e-mail. Say that, and ask the visitor to type it here; then call this again with it. It is good for ten minutes.',
        'code',
      )
    case 'wrong-code':
      return said(
        'This code is wrong or too old. Ask the visitor to check it, or whether a new one is to be sent: then call this again without a code.',
        'wrong_code',
      )
    case 'no-conversation':
      return said('Orders are shown in a conversation alone, as a code has to be typed into it. Say so.', 'none')
    case 'ask':
      return said(
        found.missing.includes('number') && visitor.customerId === null
          ? 'Ask the visitor for the order number and the e-mail, phone number or postcode it was placed with.'
          : found.missing.includes('proof')
            ? 'Ask the visitor for the e-mail, phone number or postcode the order was placed with.'
            : 'Ask the visitor for the order number.',
        'ask',
      )
  }
}
