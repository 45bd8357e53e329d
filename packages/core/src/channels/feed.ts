import { mostDeliveries } from '@craveva/contract/adapters'
import type { LeaseContext } from '../context.ts'
import { inCompany } from '../db/in-company.ts'
import { readFeed, readWantedFiles } from './deliveries.store.ts'

/** Milliseconds after which one looks again, should a notification be lost. */
const lookAgainAfter = 5000

type Needs = Pick<LeaseContext, 'pool' | 'leased' | 'notifications'>

/** What is to be delivered, in order; waits for something new as long as it is asked to. */
export async function waitForFeed(
  context: Needs,
  { cursor, wait_seconds }: { cursor?: string | undefined; wait_seconds: number },
  gone: AbortSignal,
) {
  const latest = performance.now() + wait_seconds * 1000
  let news = Promise.withResolvers<void>()
  const wake = () => news.resolve()
  const stopListening = context.notifications.on(context.leased.deploymentId, wake)
  gone.addEventListener('abort', wake, { once: true })
  try {
    for (;;) {
      const feed = await read(context, cursor)
      const leftMs = latest - performance.now()
      if (feed.deliveries.length > 0 || feed.files.length > 0 || leftMs <= 0 || gone.aborted) return feed
      const timer = setTimeout(wake, Math.min(leftMs, lookAgainAfter))
      await news.promise
      clearTimeout(timer)
      news = Promise.withResolvers()
    }
  } finally {
    stopListening()
    gone.removeEventListener('abort', wake)
  }
}

async function read({ pool, leased }: Needs, cursor: string | undefined) {
  const { companyId, deploymentId } = leased
  const { feed, files } = await inCompany(pool, companyId, async db => ({
    feed: await readFeed(db, companyId, deploymentId, cursor, mostDeliveries),
    files: await readWantedFiles(db, companyId, deploymentId),
  }))
  return { deliveries: feed.open.map(toDelivery), files: files.flatMap(toWanted), cursor: feed.next }
}

function toDelivery(row: Awaited<ReturnType<typeof readFeed>>['open'][number]) {
  const parts = row.message_parts ?? row.parts
  const message = parts ? { role: row.role ?? ('agent' as const), parts, author_name: row.author_name } : null
  return {
    delivery_id: row.delivery_id,
    address: row.address,
    conversation_id: row.conversation_id,
    execution_id: row.execution_id,
    state: row.state === 'writing' ? ('writing' as const) : ('ready' as const),
    message,
    message_ids: row.message_ids,
    reply_to: row.reply_to,
    attempts: row.attempts,
  }
}

function toWanted({ event_id, body, loaded }: Awaited<ReturnType<typeof readWantedFiles>>[number]) {
  const files = body?.kind === 'message' ? body.files : []
  return files.flatMap(({ ref, name, media_type }, index) => (loaded.includes(index) ? [] : [{ event_id, index, ref, name, media_type }]))
}
