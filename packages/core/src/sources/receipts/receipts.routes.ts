import type { Api } from '@craveva/contract/api'
import { detached, type Handlers } from '../../http/handlers.ts'
import { listReceipts, type ReceiptState, recheckReceipts } from './receipts.service.ts'

export const receiptHandlers: Handlers<Api['receipts']> = {
  list: detached(async (context, { params }) => ({
    execution_id: params.execution_id,
    receipts: (await listReceipts(context, params.execution_id)).map(receipt => ({ ...receipt, fields: { ...receipt.fields } })),
  })),
  recheck: detached(async (context, { params, gone }) => {
    const receipts = await recheckReceipts(context, params.execution_id, gone)
    const count = (state: ReceiptState) => receipts.filter(receipt => receipt.state === state).length
    return {
      execution_id: params.execution_id,
      checked_at: new Date(context.now()).toISOString(),
      equal: count('equal'),
      changed: count('changed'),
      gone: count('gone'),
      unreachable: count('unreachable'),
      receipts: receipts.map(receipt => ({
        ...receipt,
        fields: { ...receipt.fields },
        fields_now: receipt.fields_now && { ...receipt.fields_now },
      })),
    }
  }),
}
