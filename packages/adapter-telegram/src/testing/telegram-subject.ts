import type { PlatformDouble, Subject } from '@craveva/adapter-kit/conformance'
import { createTelegramAdapter } from '../adapter.ts'
import { newBot, refused, startFakeBotApi } from './fake-bot-api.ts'

const header = 'x-telegram-bot-api-secret-token'

/** Telegram as the conformance suite takes it, with its own choice of how answers are shown, on a Bot API that knows rich messages or not. */
export function telegramSubject(streaming: 'edit' | 'draft' | 'off', { rich = true }: { rich?: boolean } = {}): Subject {
  let apiRoot = ''
  const start = async (): Promise<PlatformDouble> => {
    const bots = [newBot(1), newBot(2)] as const
    const fake = await startFakeBotApi({ bots: [...bots], rich })
    apiRoot = fake.url
    const updates = new Map<string, unknown>()
    const toRequest = (body: string, secret: string | null) =>
      new Request('https://hooks.test/', { method: 'POST', body, headers: secret === null ? {} : { [header]: secret } })
    return {
      settings: [
        { bot_token: bots[0].token, streaming },
        { bot_token: bots[1].token, streaming },
      ],
      write({ chat, text, key }, account) {
        const name = `${account} ${key}`
        const update = updates.get(name) ?? fake.textUpdate(chat, text)
        updates.set(name, update)
        return toRequest(JSON.stringify(update), fake.hooks.get(bots[account].token)?.secret ?? '')
      },
      seen: (chat, account) =>
        fake.messages.filter(({ token, chatId }) => token === bots[account].token && chatId === chat).map(({ text }) => text),
      async forge(good) {
        const body = await good.text()
        const secret = good.headers.get(header) ?? ''
        const flipped = [...secret].map((letter, index) => secret.slice(0, index) + (letter === 'a' ? 'b' : 'a') + secret.slice(index + 1))
        return [null, '', 'wrong', secret.slice(1), `${secret}a`, ...flipped].map(given => toRequest(body, given))
      },
      limitRate(times) {
        const slow = () => Array.from({ length: times }, () => refused(429, 'Too Many Requests: retry after 0', { retry_after: 0.02 }))
        fake.faults.set('sendRichMessage', slow())
        fake.faults.set('sendMessage', slow())
      },
      block: chat => void fake.blockedChats.add(chat),
      revoke: () => void fake.revoked.add(bots[0].token),
      stop: () => fake.stop(),
    }
  }
  const { open, ...rest } = createTelegramAdapter()
  return { adapter: { ...rest, open: context => createTelegramAdapter({ apiRoot }).open(context as Parameters<typeof open>[0]) }, start }
}
