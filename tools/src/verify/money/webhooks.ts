import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestApp } from '@craveva/core/testing/create-test-app'
import { surviveOutage } from '@craveva/core/webhooks/testing/outage'
import { percentile } from '../../bench/statistics.ts'
import { openTestApp } from '../open-test-app.ts'
import type { Verification } from '../verification.ts'

/** 20 rounds are 10,000 events. */
const eventsPerRound = 500
const hoursDown = 24
const good = 99
/** Milliseconds within which 95 of 100 messages of the others arrive, though one receiver hangs. */
const bound = 2000

/** A receiver that is down for a day; then one that hangs among a hundred. */
export const webhooks: Verification = {
  name: 'webhooks',
  summary: 'a receiver that is down for a day loses nothing; one that hangs holds nobody up',
  async run({ rounds, log }) {
    const app = await openTestApp({ egressAllow: ['127.0.0.1:*'] })
    try {
      const events = rounds * eventsPerRound
      const { all, delivered, failed, pending } = await outage(app, events, log)
      const { slowest, arrived } = await hangs(app, log)
      return {
        tried: events,
        counts: { delivered, 'listed as failed': failed, [`p95 of ${good} others in ms`]: Math.round(slowest) },
        faults: {
          lost: events - all,
          unaccounted: events - delivered - failed,
          'still pending': pending,
          'messages of others missing': good - arrived,
          'others held up': slowest > bound ? 1 : 0,
        },
        notes: [],
      }
    } finally {
      await app.stop()
    }
  },
}

async function outage(app: TestApp, events: number, log: (line: string) => void) {
  let down = true
  const receiver = await listen(() => (down ? 503 : 204))
  const owner = await app.signUp()
  const { webhook } = (await owner.post('/webhooks', { url: receiver.url, events: ['agent.updated'] })).body
  const mend = () => {
    down = false
  }
  const result = await surviveOutage(app, owner, webhook.webhook_id, { events, hours: hoursDown, mend, log })
  await receiver.close()
  return result
}

/** The hung one gets its messages first. */
async function hangs(app: TestApp, log: (line: string) => void) {
  const hung = await listen(() => null)
  const sentAt = new Map<string, number>()
  const delays: number[] = []
  const receiver = await listen((_path, body) => {
    delays.push(performance.now() - (sentAt.get(JSON.parse(body).data.webhook_id) ?? Number.NaN))
    return 204
  })
  const stuck = await app.signUp()
  const { webhook } = (await stuck.post('/webhooks', { url: hung.url, events: ['agent.updated'] })).body
  const others = []
  for (let n = 0; n < good; n++) {
    const owner = await app.signUp()
    others.push({
      owner,
      id: String((await owner.post('/webhooks', { url: receiver.url, events: ['agent.updated'] })).body.webhook.webhook_id),
    })
  }
  for (let n = 0; n < 100; n++) await stuck.post(`/webhooks/${webhook.webhook_id}/test`)
  for (const { owner, id } of others) {
    sentAt.set(id, performance.now())
    await owner.post(`/webhooks/${id}/test`)
  }
  for (let waited = 0; delays.length < good && waited < 30_000; waited += 50) await new Promise(resolve => setTimeout(resolve, 50))
  const slowest = percentile(delays, 0.95)
  log(`${delays.length} of ${good} arrived, p95 ${slowest.toFixed(0)} ms`)
  await Promise.all([hung.close(), receiver.close()])
  return { slowest, arrived: delays.length }
}

/** A receiver that answers with a status, or never. */
async function listen(statusFor: (path: string, body: string) => number | null) {
  const server = createServer(async (request, response) => {
    const chunks = await Array.fromAsync<Buffer>(request)
    const status = statusFor(request.url ?? '', Buffer.concat(chunks).toString())
    if (status !== null) response.writeHead(status).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    close: () => {
      server.closeAllConnections()
      return new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}
