import type { PlatformDouble, Subject, Written } from '@craveva/adapter-kit/conformance'
import { createTelegramAdapter } from '../adapter.ts'
import { type FakeFile, type FakeMessage, newBot, refused, startFakeBotApi } from './fake-bot-api.ts'

const header = 'x-telegram-bot-api-secret-token'

export interface TelegramVariant {
  /** How answers are shown. */
  readonly streaming: 'edit' | 'draft' | 'off'
  /** Whether the Bot API knows rich messages. */
  readonly rich?: boolean
  /** Whether chats are those of the merchant's own account, to which the bot is connected. */
  readonly business?: boolean
  /** Whether messages are asked for, instead of sent to a hook. */
  readonly polling?: boolean
}

interface Update {
  readonly update_id: number
}

/** The merchant of a business connection, as the fake tells it. */
const owner = { id: 77, is_bot: false, first_name: 'Merchant' }

/** Telegram as the conformance suite takes it. */
export function telegramSubject({ streaming, rich = true, business = false, polling = false }: TelegramVariant): Subject {
  let apiRoot = ''
  const start = async (): Promise<PlatformDouble> => {
    const bots = [newBot(1), newBot(2)] as const
    const fake = await startFakeBotApi({ bots: [...bots], rich })
    apiRoot = fake.url
    const updates = new Map<string, Update>()
    const secretOf = (account: 0 | 1) => fake.hooks.get(bots[account].token)?.secret ?? ''
    const toRequest = (body: string, secret: string | null) =>
      new Request('https://hooks.test/', { method: 'POST', body, headers: secret === null ? {} : { [header]: secret } })
    const mode = polling ? 'polling' : 'webhook'
    const connection = (account: 0 | 1) => (business ? { business_connection_id: `biz${account}` } : {})

    function hand(update: Update, account: 0 | 1) {
      if (!polling) return toRequest(JSON.stringify(update), secretOf(account))
      fake.push(update, bots[account].token)
      return null
    }

    /** An update about a message, the same for the same key. */
    function tell({ chat, text, key, file }: Written, account: 0 | 1, more: object = {}) {
      const name = `${account} ${key}`
      const known = updates.get(name)
      if (known) return hand(known, account)
      if (file) fake.files.set(`files/${key}`, Buffer.from(file.content))
      const document = file ? { document: { file_id: key, file_name: file.name, mime_type: 'text/plain' } } : {}
      const { update_id, message } = fake.textUpdate(chat, text, { ...document, ...connection(account), ...more })
      const update = business ? { update_id, business_message: message } : { update_id, message }
      updates.set(name, update)
      return hand(update, account)
    }
    const isIn = (chat: number, account: 0 | 1) => (message: FakeMessage) =>
      message.token === bots[account].token &&
      message.chatId === chat &&
      message.body.business_connection_id === connection(account).business_connection_id
    const inChat = (chat: number, account: 0 | 1) => fake.messages.filter(isIn(chat, account))

    const double: PlatformDouble = {
      settings: [
        { bot_token: bots[0].token, streaming, mode },
        { bot_token: bots[1].token, streaming, mode },
      ],
      write: tell,
      seen: (chat, account) => inChat(chat, account).map(({ text }) => text),
      shown: (chat, account) => [
        ...fake.drafts.filter(({ chatId }) => chatId === chat).map(({ text }) => text),
        ...inChat(chat, account).flatMap(({ versions }) => versions),
      ],
      filesSeen: (chat, account) => inChat(chat, account).flatMap(({ body }) => (body.document ? [body.document as FakeFile] : [])),
      person: (written, account) => tell(written, account, { from: owner }),
      echo(chat, account) {
        const last = inChat(chat, account).at(-1)
        const more = { from: owner, sender_business_bot: bots[account], message_id: last?.messageId }
        return tell({ chat, text: last?.text ?? '', key: `echo ${last?.messageId}` }, account, more)
      },
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
      fail: fake.fail,
      stop: fake.stop,
    }
    return double
  }
  const { open, ...rest } = createTelegramAdapter()
  return {
    adapter: { ...rest, open: context => createTelegramAdapter({ apiRoot }).open(context as Parameters<typeof open>[0]) },
    start,
    leftOut: reasons({ streaming, business, polling }),
    doubles: 'Telegram takes no key against doubles: a message whose answer a crash takes away comes again.',
  }
}

function reasons({ streaming, business, polling }: Required<Omit<TelegramVariant, 'rich'>>): Record<string, string> {
  const nobodyElse = 'Nobody but the bot writes in a chat with a bot; chats of a business account, where the merchant does, run the case.'
  const asked = 'What is asked for comes from Telegram itself, over a connection that the adapter opened.'
  return {
    ...(polling ? { 'believes nothing that is forged': asked, 'does not believe what belongs to another account': asked } : {}),
    ...(streaming === 'off'
      ? { 'shows an answer while it is written, and once when it is': 'The setting "off" shows answers whole.' }
      : {}),
    ...(business
      ? {}
      : {
          'does not take its own messages for those of a person': nobodyElse,
          'is silent while a person answers, until it is told to go on': nobodyElse,
          'goes on by itself some time after a person answered': nobodyElse,
        }),
  }
}
