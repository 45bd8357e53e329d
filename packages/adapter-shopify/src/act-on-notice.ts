import type { GoneProducts } from '@craveva/adapter-kit/commerce/gone-products'
import type { Customer, Holdings } from '@craveva/adapter-kit/holdings'
import { z } from 'zod'
import type { EndingOfInstallation } from './ending.ts'
import { subjectOf } from './proxy-identity.ts'
import type { Tokens } from './tokens.ts'

export interface NoticeNeeds {
  readonly tokens: Tokens
  readonly gone: GoneProducts
  readonly holdings: Holdings
  readonly ending: EndingOfInstallation
}

/** A genuine notice that cannot be read: it must not be acknowledged, as nothing was done. */
export class UnreadableNotice extends Error {}

/**
 * Does what a genuine notice asks for, and returns when it is done for good; the same again changes nothing. `at`: when it happened, in
 * milliseconds since 1970. Source: Shopify, "Privacy law compliance".
 */
export async function actOnNotice({ tokens, gone, holdings, ending }: NoticeNeeds, topic: string, body: Buffer, at: number): Promise<void> {
  switch (topic) {
    case 'products/delete':
      return gone.note(String(read(product, body).id))
    case 'customers/redact':
      return holdings.eraseCustomer(customerOf(body))
    case 'customers/data_request':
      return holdings.askForData(customerOf(body))
    case 'app/uninstalled':
      if (await ending.isOver(at)) return
      await tokens.forget()
      await ending.note('uninstalled')
      return holdings.eraseDocuments()
    case 'shop/redact':
      if (await ending.isOver(at)) return
      await holdings.eraseEverything()
      await tokens.forget()
      return ending.note('erased')
  }
}

const product = z.object({ id: z.number().int() })
const aboutCustomer = z.object({
  customer: z.object({
    id: z.union([z.number().int().positive(), z.string().regex(/^\d{1,20}$/)]).nullish(),
    email: z.string().max(254).nullish(),
    phone: z.string().max(40).nullish(),
  }),
})

function customerOf(body: Buffer): Customer {
  const { id, email, phone } = read(aboutCustomer, body).customer
  return { subject: id ? subjectOf(String(id)) : null, email: email ?? null, phone: phone ?? null }
}

function read<Shape extends z.ZodType>(shape: Shape, body: Buffer): z.output<Shape> {
  try {
    return shape.parse(JSON.parse(body.toString('utf8')))
  } catch (cause) {
    throw new UnreadableNotice('The notice is not of the form that Shopify describes.', { cause })
  }
}
