import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Adapter } from '@craveva/adapter-kit/adapter'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import { channelSettings, needed, secret } from '@craveva/adapter-kit/settings'
import { z } from 'zod'

const settings = z.strictObject({
  key: z
    .string()
    .min(8)
    .optional()
    .meta({ ...secret, ...needed('the key of the account'), description: 'Signs in, and signs what the platform sends' }),
  ...channelSettings,
})

const inbound = z.object({ id: z.string(), chat: z.string(), text: z.string(), sent_at: z.iso.datetime() })
const sent = z.object({ id: z.string() })

/** A made-up platform, as small as one can be: it sends signed webhooks, and takes messages by POST. */
export const createExampleAdapter = (apiRoot: string): Adapter<z.output<typeof settings>> => ({
  platform: 'example',
  title: 'Example',
  settings,
  async open({ settings: { key = '' }, receive }) {
    const call = async (path: string, body: object) => {
      const request = { method: 'POST', headers: { authorization: key, 'content-type': 'application/json' }, body: JSON.stringify(body) }
      const answer = await fetch(apiRoot + path, { ...request, signal: AbortSignal.timeout(10_000) }).catch(cause => {
        throw new PlatformError('uncertain', 'The platform cannot be reached.', { cause })
      })
      if (answer.status === 401) throw new PlatformError('signed-out', 'The key is not valid. Enter it again.')
      if (answer.status === 403) throw new PlatformError('blocked', 'The visitor does not want messages.')
      if (answer.status === 429)
        throw new PlatformError('retryable', 'Too fast.', { retryAfterMs: Number(answer.headers.get('retry-after')) * 1000 })
      if (!answer.ok) throw new PlatformError(answer.status >= 500 ? 'retryable' : 'refused', `The platform answered ${answer.status}.`)
      return answer.json()
    }
    await call('/me', {})
    return {
      async health() {
        await call('/me', {})
        return { state: 'ok', message: null }
      },
      async close() {},
      channel: {
        textLimit: 1000,
        pace: 'whole',
        deliver: async (chat, { id, text }) => [sent.parse(await call('/messages', { chat, text, key: id })).id],
      },
      async handle(request) {
        const body = new Uint8Array(await request.arrayBuffer())
        const expected = createHmac('sha256', key).update(body).digest()
        const given = Buffer.from(request.headers.get('x-signature') ?? '', 'hex')
        if (given.length !== expected.length || !timingSafeEqual(given, expected)) return new Response(null, { status: 401 })
        const { id, chat, text, sent_at } = inbound.parse(JSON.parse(new TextDecoder().decode(body)))
        await receive({ kind: 'message', eventId: id, address: chat, messageId: id, sentAt: new Date(sent_at), text, sender: { id: chat } })
        return new Response(null, { status: 200 })
      },
    }
  },
})
