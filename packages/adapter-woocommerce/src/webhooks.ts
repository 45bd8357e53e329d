import { createHash, randomBytes } from 'node:crypto'
import type { KeyValueStore } from '@craveva/adapter-kit/key-value-store'
import { z } from 'zod'
import { isSignedByShop } from './verify-webhook.ts'
import type { WooApi } from './woo-api.ts'

const topics = ['product.created', 'product.updated', 'product.deleted']

const webhook = z.object({ id: z.number(), topic: z.string(), status: z.string(), delivery_url: z.string() })

interface Kept {
  readonly secret: string
  /** Hashes of what came lately: the shop's own delivery ids repeat. */
  readonly recent: readonly string[]
}

const remembered = 200
const maxBytes = 2_000_000

/**
 * Notices of changed products. They are hints: they come late, twice, or never, so that nothing but a sync follows from them, and the sync runs
 * without them too.
 */
export function createWebhooks(store: KeyValueStore, deliveryUrl: string) {
  const read = async () => (await store.get<Kept>('webhooks')) ?? { secret: '', recent: [] }
  async function findOurs(api: WooApi, signal: AbortSignal) {
    const found = await api.get('webhooks', { per_page: 100 }, signal)
    return (Array.isArray(found) ? found : [])
      .flatMap(raw => webhook.safeParse(raw).data ?? [])
      .filter(hook => hook.delivery_url === deliveryUrl)
  }

  return {
    /** Deletes what was registered. */
    async remove(api: WooApi, signal: AbortSignal): Promise<void> {
      for (const { id } of await findOurs(api, signal)) await api.send('DELETE', `webhooks/${id}`, { force: true }, signal)
    },

    /** Registers what is missing, and switches on again what the shop switched off after failures; what the merchant paused stays so. */
    async ensure(api: WooApi, signal: AbortSignal): Promise<void> {
      const ours = await findOurs(api, signal)
      const kept = await read()
      const secret = kept.secret || randomBytes(32).toString('base64url')
      if (!kept.secret) await store.set('webhooks', { ...kept, secret } satisfies Kept)
      for (const topic of topics) {
        const hook = ours.find(candidate => candidate.topic === topic)
        const body = { name: `Craveva: ${topic}`, topic, delivery_url: deliveryUrl, secret, status: 'active' }
        if (!hook) await api.send('POST', 'webhooks', body, signal)
        else if (hook.status === 'disabled' || !kept.secret)
          await api.send('PUT', `webhooks/${hook.id}`, { status: hook.status === 'paused' ? 'paused' : 'active', secret }, signal)
      }
    },

    /**
     * Whether a notice is new and genuine, the id of the product that it says is deleted, and the response that it gets. A ping of a new webhook is
     * unsigned, and means nothing.
     */
    async take(request: Request): Promise<{ readonly response: Response; readonly isNew: boolean; readonly deleted: string | null }> {
      const body = Buffer.from(await request.arrayBuffer())
      const done = (status: number, isNew = false, deleted: string | null = null) => ({
        response: new Response(null, { status }),
        isNew,
        deleted,
      })
      if (body.length > maxBytes) return done(413)
      if (!request.headers.has('x-wc-webhook-topic')) return done(/^webhook_id=\d+$/.test(body.toString('latin1')) ? 200 : 401)
      const kept = await read()
      if (!isSignedByShop(body, request.headers.get('x-wc-webhook-signature'), kept.secret)) return done(401)
      const hash = createHash('sha256')
        .update(request.headers.get('x-wc-webhook-topic') ?? '')
        .update(body)
        .digest('base64url')
      if (kept.recent.includes(hash)) return done(200)
      await store.set('webhooks', { ...kept, recent: [...kept.recent, hash].slice(-remembered) } satisfies Kept)
      const isDeletion = request.headers.get('x-wc-webhook-topic') === 'product.deleted'
      return done(200, true, isDeletion ? idOf(body) : null)
    },
  }
}

const notice = z.object({ id: z.union([z.number(), z.string().regex(/^\d{1,18}$/)]).transform(String) })

function idOf(body: Buffer): string | null {
  try {
    return notice.parse(JSON.parse(body.toString('utf8'))).id
  } catch {
    return null
  }
}
