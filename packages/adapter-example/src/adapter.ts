import type { Adapter } from '@craveva/adapter-kit/adapter'
import { callPlatform } from '@craveva/adapter-kit/call-platform'
import { PlatformError } from '@craveva/adapter-kit/platform-error'
import { isSigned } from '@craveva/adapter-kit/proof'
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

const inbound = z.object({
  id: z.string(),
  chat: z.string(),
  text: z.string(),
  sent_at: z.iso.datetime(),
  /** Whether it went out of the account itself. */
  own: z.boolean().default(false),
  files: z.array(z.object({ ref: z.string(), name: z.string(), media_type: z.string() })).default([]),
})
const sent = z.object({ id: z.string() })

/** A made-up platform: it sends signed webhooks, and takes messages, edits and files by POST. */
export const createExampleAdapter = (apiRoot: string): Adapter<z.output<typeof settings>> => ({
  platform: 'example',
  title: 'Example',
  settings,
  async open({ settings: { key = '' }, receive, signal }) {
    const reach = async (path: string, body: object) => {
      const headers = { authorization: key, 'content-type': 'application/json' }
      const answer = await callPlatform(apiRoot + path, { method: 'POST', headers, body: JSON.stringify(body) }, { signal })
      if (answer.status === 401) throw new PlatformError('signed-out', 'The key is not valid. Enter it again.')
      if (answer.status === 403) throw new PlatformError('blocked', 'The visitor does not want messages.')
      if (answer.status === 429)
        throw new PlatformError('retryable', 'Too fast.', { retryAfterMs: Number(answer.headers.get('retry-after')) * 1000 })
      if (!answer.ok) throw new PlatformError(answer.status >= 500 ? 'retryable' : 'refused', `The platform answered ${answer.status}.`)
      return answer
    }
    const send = async (path: string, body: object) => sent.parse((await reach(path, body)).json()).id
    await reach('/me', {})
    return {
      async health() {
        await reach('/me', {})
        return { state: 'ok', message: null }
      },
      async close() {},
      channel: {
        textLimit: 1000,
        pace: 'edit',
        editEveryMs: 200,
        async deliver(chat, { id, text, files }, previous = []) {
          const before = [...previous]
          const first = text === '' ? undefined : before.shift()
          const ids = text === '' ? [] : [await (first ? send('/edit', { id: first, text }) : send('/messages', { chat, text, key: id }))]
          ids.push(...before)
          try {
            for (const file of files.slice(before.length))
              ids.push(await send('/files', { chat, name: file.name, content: await (await file.load()).text() }))
          } catch (error) {
            throw error instanceof PlatformError ? new PlatformError(error.kind, error.message, { ...error, sent: ids }) : error
          }
          return ids
        },
        load: async ref => ({ content: new Blob([(await reach('/load', { ref })).bytes]) }),
      },
      async handle(request) {
        const body = new Uint8Array(await request.arrayBuffer())
        if (!isSigned(body, request.headers.get('x-signature') ?? '', key)) return new Response(null, { status: 401 })
        const { id, chat, text, sent_at, own, files } = inbound.parse(JSON.parse(new TextDecoder().decode(body)))
        const base = { eventId: id, address: chat, messageId: id, sentAt: new Date(sent_at), text }
        const loadable = files.map(({ ref, name, media_type }) => ({ ref, name, mediaType: media_type }))
        await receive(own ? { ...base, kind: 'echo' } : { ...base, kind: 'message', sender: { id: chat }, files: loadable })
        return new Response(null, { status: 200 })
      },
    }
  },
})
