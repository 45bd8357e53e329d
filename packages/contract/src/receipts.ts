import { z } from 'zod'
import { id, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'
import { receiptPart } from './parts.ts'

/** What an execution read from live sources, row by row, and whether it still stands there. */

const receipt = receiptPart.omit({ type: true })

const checked = receipt.extend({
  state: z.enum(['equal', 'changed', 'gone', 'unreachable']).meta({
    description: 'Whether the row reads the same now; `unreachable` when the source cannot be asked',
  }),
  fields_now: z.record(z.string(), z.string()).nullable().meta({ description: 'What it reads now, when it changed' }),
})

export const receiptsApi = {
  list: endpoint(operations.receipts.list, { answer: z.object({ execution_id: id('exec'), receipts: z.array(receipt) }) }),
  recheck: endpoint(operations.receipts.recheck, {
    answer: z.object({
      execution_id: id('exec'),
      checked_at: time,
      equal: z.number().int(),
      changed: z.number().int(),
      gone: z.number().int(),
      unreachable: z.number().int(),
      receipts: z.array(checked),
    }),
  }),
}
