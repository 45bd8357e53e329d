import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FileSeen, PlatformDouble } from '@craveva/adapter-kit/conformance'

const keys = ['key-of-the-first', 'key-of-the-second'] as const
const sentAt = new Date().toISOString()

interface Message {
  readonly id: string
  readonly account: number
  readonly chat: string
  text: string
  readonly versions: string[]
}

type Body = Readonly<Record<'chat' | 'text' | 'key' | 'id' | 'ref' | 'name' | 'content', string>>

/** The made-up platform: it knows two accounts, and takes each message once, by its key. */
export async function startExamplePlatform(): Promise<PlatformDouble & { readonly url: string }> {
  const messages: Message[] = []
  const files: (FileSeen & { readonly account: number; readonly chat: string })[] = []
  const sentByVisitors = new Map<string, string>()
  const blocked = new Set<string>()
  let limited = 0
  let isRevoked = false
  let isDown = false

  /** Status and body of the answer to a call. */
  function answer(path: string, account: number, { chat, text, key, id, ref, name, content }: Body): [number, object | string] {
    if (isDown) return [503, {}]
    if (account === -1 || (isRevoked && account === 0)) return [401, {}]
    if (path === '/me') return [200, {}]
    if (path === '/load') return [200, sentByVisitors.get(ref) ?? '']
    if (blocked.has(chat)) return [403, {}]
    if (limited-- > 0) return [429, {}]
    if (path === '/files') {
      files.push({ account, chat, name, content })
      return [200, { id: `file ${files.length}` }]
    }
    if (text.length > 1000) return [400, {}]
    const known = messages.find(message => message.id === (path === '/edit' ? id : `${account}.${key}`))
    if (path === '/edit' && known) {
      known.text = text
      known.versions.push(text)
    } else if (!known) messages.push({ id: `${account}.${key}`, account, chat, text, versions: [text] })
    return [200, { id: known?.id ?? `${account}.${key}` }]
  }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const account = (keys as readonly string[]).indexOf(request.headers.authorization ?? '')
    const [status, body] = answer(request.url ?? '', account, JSON.parse(Buffer.concat(chunks).toString()) as Body)
    response.writeHead(status, { 'retry-after': '0.01' }).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

  const toRequest = (body: string, signature: string) =>
    new Request('https://hooks.test/', { method: 'POST', body, headers: { 'x-signature': signature } })
  const sign = (body: string, key: string) => createHmac('sha256', key).update(body).digest('hex')
  const signed = (event: object, account: 0 | 1) => {
    const body = JSON.stringify({ sent_at: sentAt, ...event })
    return toRequest(body, sign(body, keys[account]))
  }
  const inChat = (chat: number, account: number) => messages.filter(message => message.account === account && message.chat === String(chat))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    settings: [{ key: keys[0] }, { key: keys[1] }],
    write({ chat, text, key, file }, account) {
      if (file) sentByVisitors.set(key, file.content)
      const sentAlong = file ? { files: [{ ref: key, name: file.name, media_type: 'text/plain' }] } : {}
      return signed({ id: key, chat: String(chat), text, ...sentAlong }, account)
    },
    person: ({ chat, text, key }, account) => signed({ id: key, chat: String(chat), text, own: true }, account),
    echo(chat, account) {
      const last = inChat(chat, account).at(-1)
      return last ? signed({ id: last.id, chat: String(chat), text: last.text, own: true }, account) : null
    },
    seen: (chat, account) => inChat(chat, account).map(({ text }) => text),
    shown: (chat, account) => inChat(chat, account).flatMap(({ versions }) => versions),
    filesSeen: (chat, account) =>
      files.filter(file => file.account === account && file.chat === String(chat)).map(({ name, content }) => ({ name, content })),
    async forge(good) {
      const body = await good.text()
      const signature = good.headers.get('x-signature') ?? ''
      const bytes = Buffer.from(body)
      const flipped = [...bytes].map((_, index) => {
        const changed = Buffer.from(bytes)
        changed[index] = (changed[index] ?? 0) ^ 1
        return new Request('https://hooks.test/', { method: 'POST', body: new Uint8Array(changed), headers: { 'x-signature': signature } })
      })
      return [toRequest(body, ''), toRequest(body, sign(body, 'another key')), toRequest(body, signature.slice(0, -1)), ...flipped]
    },
    limitRate: times => {
      limited = times
    },
    block: chat => void blocked.add(String(chat)),
    revoke: () => {
      isRevoked = true
    },
    fail: down => {
      isDown = down
    },
    async stop() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
