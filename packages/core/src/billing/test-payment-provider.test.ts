import { expect, test } from 'vitest'
import { testPaymentProvider } from './test-payment-provider.ts'

test.each(['valueOf', 'constructor', '__proto__', 'toString', 'pm_card_unknown'])('"%s" is no test payment method', async token => {
  const payer = { companyId: 'cmp_1', companyName: 'Example Corp', email: 'owner@example.com', customer: null }
  const attached = await testPaymentProvider.attach(payer as Parameters<typeof testPaymentProvider.attach>[0], token)
  expect(attached).toEqual({ status: 'declined', message: expect.stringContaining('does not know') })
})
