import type { TestClient } from '../../testing/test-client.ts'

export interface StormOfRetries {
  readonly storms: number
  readonly random: () => number
  /** Callers of the same company, at one server or at several. */
  readonly clients: readonly TestClient[]
}

const bought = 50

/**
 * Sends top-ups as impatient programs do: each one up to 20 times under one key, some at once and some after another, to any server, with
 * connections that are cut. Gives how many effects there were.
 */
export async function stormTopUps({ storms, random, clients }: StormOfRetries) {
  const [first] = clients
  if (!first) throw new Error('nobody calls')
  const before: number = (await first.get('/billing/credits')).body.credits
  const invoicesBefore: number = (await first.get('/billing/invoices?limit=1')).body.total
  for (let storm = 0; storm < storms; storm++) await stormOnce(clients, `storm ${storm} ${random()}`, random)
  const after: number = (await first.get('/billing/credits')).body.credits
  const invoices: number = (await first.get('/billing/invoices?limit=1')).body.total
  return { effects: Math.round((after - before) / bought), invoices: invoices - invoicesBefore }
}

async function stormOnce(clients: readonly TestClient[], key: string, random: () => number) {
  const times = 1 + Math.floor(random() * 20)
  const send = async (cut: boolean) => {
    const client = clients[Math.floor(random() * clients.length)]
    const stop = new AbortController()
    const timer = cut ? setTimeout(() => stop.abort(), Math.floor(random() * 20)) : undefined
    const options = { headers: { 'idempotency-key': key }, signal: stop.signal }
    const body = { amount: bought, payment_method_id: 'pm_card_visa' }
    const answer = await client?.post('/billing/credits/topup', body, options).catch(() => null)
    clearTimeout(timer)
    return answer?.status
  }
  for (let sent = 0; sent < times; ) {
    const atOnce = Math.min(times - sent, 1 + Math.floor(random() * 6))
    await Promise.all(Array.from({ length: atOnce }, () => send(random() < 0.4)))
    sent += atOnce
  }
  // As long as the first one is running, the others are told to come again; one that was cut off is tried until it is answered.
  for (let tries = 0; tries < 500; tries++) {
    const status = await send(false)
    if (status === 200) return
    if (status !== 409) throw new Error(`a top-up was answered with ${status}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  throw new Error('a top-up was never answered')
}
