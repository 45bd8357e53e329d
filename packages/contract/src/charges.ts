import { z } from 'zod'
import { id, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'

const credits = z.number().meta({ description: 'Credits, with up to six decimals' })

const factor = z.object({
  kind: z.enum(['input_tokens', 'output_tokens', 'data_query', 'channel_message', 'not_covered']),
  quantity: z.number(),
  per: z.number().int().meta({ description: 'For how many of them the price is' }),
  price: credits,
  credits: credits.meta({ description: 'quantity / per × price' }),
})

export const charge = z.object({
  execution_id: z.string(),
  operation: z.string(),
  agent_id: id('agent').nullable(),
  channel: z.string(),
  outlet_id: id('outlet').nullable(),
  model: z.string().nullable(),
  own_key: z.boolean().meta({ description: 'Whether the model was reached with a key of your own, so that its tokens cost nothing' }),
  quote: credits.nullable().meta({ description: 'The most it could cost, told before it ran; null when it was free' }),
  credits: credits.meta({ description: 'What was charged: the sum of the factors' }),
  factors: z.array(factor),
  explanation: z.string().meta({ description: 'The same in words' }),
  transactions: z.array(z.object({ transaction_id: id('txn'), kind: z.string(), credits, used: credits, held: credits, created_at: time })),
  created_at: time,
})
export type Charge = z.infer<typeof charge>

export const chargesApi = {
  charge: endpoint(operations.billing.charge, { answer: z.object({ charge }) }),
}
