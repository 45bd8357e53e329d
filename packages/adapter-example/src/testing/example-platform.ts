import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PlatformDouble } from '@craveva/adapter-kit/conformance'

const keys = ['key-of-the-first', 'key-of-the-second'] as const
const sentAt = new Date().toISOString()

/** The made-up platform: it knows two accounts, and takes each message once, by its key. */
export async function startExamplePlatform(): Promise<PlatformDouble & { readonly url: string }> {
  const messages: { account: number; chat: string; text: string; key: string }[] = []
  const blocked = new Set<string>()
  let limited = 0
  let revoked = false
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const account = (keys as readonly string[]).indexOf(request.headers.authorization ?? '')
    const answer = (status: number, body: object, headers = {}) => response.writeHead(status, headers).end(JSON.stringify(body))
    if (account === -1 || (revoked && account === 0)) return answer(401, {})
    if (request.url === '/me') return answer(200, {})
    const { chat, text, key } = JSON.parse(Buffer.concat(chunks).toString()) as { chat: string; text: string; key: string }
    if (blocked.has(chat)) return answer(403, {})
    if (limited-- > 0) return answer(429, {}, { 'retry-after': '0.01' })
    if (text.length > 1000) return answer(400, {})
    if (!messages.some(message => message.key === key && message.account === account)) messages.push({ account, chat, text, key })
    answer(200, { id: `${account}.${key}` })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const signed = (body: string, signature: string) =>
    new Request('https://hooks.test/', { method: 'POST', body, headers: { 'x-signature': signature } })
  const sign = (body: string, key: string) => createHmac('sha256', key).update(body).digest('hex')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    settings: [{ key: keys[0] }, { key: keys[1] }],
    write({ chat, text, key }, account) {
      const body = JSON.stringify({ id: key, chat: String(chat), text, sent_at: sentAt })
      return signed(body, sign(body, keys[account]))
    },
    seen: (chat, account) =>
      messages.filter(message => message.account === account && message.chat === String(chat)).map(({ text }) => text),
    async forge(good) {
      const body = await good.text()
      const signature = good.headers.get('x-signature') ?? ''
      const bytes = Buffer.from(body)
      const flipped = [...bytes].map((_, index) => {
        const changed = Buffer.from(bytes)
        changed[index] = (changed[index] ?? 0) ^ 1
        return new Request('https://hooks.test/', { method: 'POST', body: new Uint8Array(changed), headers: { 'x-signature': signature } })
      })
      return [signed(body, ''), signed(body, sign(body, 'another key')), signed(body, signature.slice(0, -1)), ...flipped]
    },
    limitRate: times => {
      limited = times
    },
    block: chat => void blocked.add(String(chat)),
    revoke: () => {
      revoked = true
    },
    async stop() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
