import type { PlatformDouble, Subject, Written } from '@craveva/adapter-kit/conformance'
import type { Settings } from '../settings.ts'
import { whatsappAdapter } from '../whatsapp-adapter.ts'
import { type FakeGraph, startFakeGraph } from './fake-graph.ts'

const header = 'x-hub-signature-256'
const verify_token = 'a text of ours'
const sentAt = () => String(Math.floor(Date.now() / 1000))
const personIn = (chat: number) => `US.1349120865530274191${chat}`

/** Meta's Cloud API as the conformance suite takes it. */
export function cloudSubject(): Subject {
  let graphs: readonly [FakeGraph, FakeGraph] | null = null
  const start = async (): Promise<PlatformDouble> => {
    const both = [await startFakeGraph(0), await startFakeGraph(1)] as const
    graphs = both
    const webhooks = new Map<string, { body: string; signature: string }>()
    const toRequest = (body: string, signature: string | null) =>
      new Request('https://hooks.test/', { method: 'POST', body, headers: signature === null ? {} : { [header]: signature } })

    /** A webhook, the same for the same key. */
    function tell(account: 0 | 1, key: string, make: () => { body: string; signature: string }) {
      const name = `${account} ${key}`
      const made = webhooks.get(name) ?? make()
      webhooks.set(name, made)
      return toRequest(made.body, made.signature)
    }
    const written = ({ chat, text, key, file }: Written, account: 0 | 1) => {
      const id = `wamid.${key}`
      const base = { id, from_user_id: personIn(chat), timestamp: sentAt() }
      if (!file) return { ...base, type: 'text', text: { body: text } }
      const media = both[account].addMedia(Buffer.from(file.content), 'text/plain')
      return { ...base, type: 'document', document: { id: media, mime_type: 'text/plain', filename: file.name, caption: text } }
    }
    const sentTo = (chat: number, account: 0 | 1) => both[account].sent.filter(({ receiver }) => receiver === personIn(chat))

    return {
      settings: both.map(({ phoneNumberId, token, appSecret }) => ({
        phone_number_id: phoneNumberId,
        access_token: token,
        app_secret: appSecret,
        verify_token,
      })) as unknown as [object, object],
      write: (given, account) => tell(account, given.key, () => both[account].webhook({ messages: [written(given, account)] })),
      person: ({ chat, text, key }, account) =>
        tell(account, key, () => {
          const echo = {
            id: `wamid.${key}`,
            from: '15550783881',
            to_user_id: personIn(chat),
            timestamp: sentAt(),
            type: 'text',
            text: { body: text },
          }
          return both[account].webhook({ message_echoes: [echo] }, 'smb_message_echoes')
        }),
      seen: (chat, account) =>
        sentTo(chat, account).flatMap(({ body }) =>
          (body.text as { body?: string } | undefined)?.body ? [(body.text as { body: string }).body] : [],
        ),
      filesSeen: (chat, account) =>
        sentTo(chat, account).flatMap(
          ({ body }) => both[account].uploaded(String((body.document as { id?: string } | undefined)?.id)) ?? [],
        ),
      async forge(good) {
        const body = Buffer.from(await good.arrayBuffer())
        const signature = good.headers.get(header) ?? ''
        const flipped = Array.from({ length: body.length }, (_, index) => {
          const changed = Buffer.from(body)
          changed[index] = (changed[index] ?? 0) ^ (1 << (index & 7))
          return new Request('https://hooks.test/', { method: 'POST', body: new Uint8Array(changed), headers: { [header]: signature } })
        })
        const text = body.toString()
        return [null, '', 'sha256=', signature.replace('sha256', 'sha1'), `${signature}0`]
          .map(given => toRequest(text, given))
          .concat(flipped)
      },
      limitRate(times) {
        for (let count = 0; count < times; count++) both[0].failNext({ code: 130429 })
      },
      block: chat => both[0].block(personIn(chat)),
      revoke: () => both[0].revokeToken(),
      fail(isDown) {
        for (const graph of both) graph.fail(isDown)
      },
      async stop() {
        await Promise.all(both.map(graph => graph.close()))
      },
    }
  }
  const urlFor = ({ phone_number_id }: Settings) => graphs?.find(graph => graph.phoneNumberId === phone_number_id)?.url ?? ''
  const { open, ...rest } = whatsappAdapter({ dataFolder: '', chromium: null })
  return {
    adapter: {
      ...rest,
      open: context => {
        const given = context as Parameters<typeof open>[0]
        return whatsappAdapter({ dataFolder: '', chromium: null, graphUrl: urlFor(given.settings) }).open(given)
      },
    },
    start,
    leftOut: {
      'shows an answer while it is written, and once when it is':
        'Meta changes no message that was sent, so a reply is sent once it is complete.',
      'does not take its own messages for those of a person':
        'Meta does not tell of messages that we send, but only of those that a person writes in the Business app.',
    },
    doubles: 'Meta takes no key against doubles: a message whose answer a crash takes away comes again.',
  }
}
