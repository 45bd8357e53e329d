import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { textProblem } from './text-problem.ts'

/** A message as the fake keeps it. */
export interface FakeMessage {
  readonly token: string
  readonly chatId: number
  readonly messageId: number
  text: string
  readonly method: string
  /** Every text it had, in order. */
  readonly versions: string[]
  /** What it was sent with. */
  readonly body: Body
}

export interface FakeBot {
  readonly token: string
  readonly id: number
  readonly username: string
}

/** A file that was uploaded. */
export interface FakeFile {
  readonly name: string
  readonly content: string
}

type Body = Record<string, unknown>
type Answer = { ok: true; result: unknown } | { ok: false; error_code: number; description: string; parameters?: Body }

/** The Bot API as Telegram describes it (https://core.telegram.org/bots/api), as strict as it is with what the adapter uses. */
export async function startFakeBotApi({
  bots = [newBot(1)],
  rich = true,
  port = 0,
}: {
  bots?: FakeBot[]
  rich?: boolean
  port?: number
} = {}) {
  const messages: FakeMessage[] = []
  const calls: { method: string; body: Body }[] = []
  const drafts: { chatId: number; draftId: number; text: string }[] = []
  const files = new Map<string, Buffer>()
  const blockedChats = new Set<number>()
  const revoked = new Set<string>()
  /** Answered instead, by method, as long as there are some. */
  const faults = new Map<string, Answer[]>()
  const hooks = new Map<string, { url: string; secret: string }>()
  const queues = new Map<string, { update_id: number }[]>()
  const polls = new Map<string, { answer: (updates: unknown[]) => void; conflict: () => void }>()
  let lastId = 1000
  let lastUpdate = 5000
  let isDown = false

  const server = createServer(async (request, response) => {
    const [, token = '', method = '', isFile] =
      /^\/(?:file\/)?bot([^/]+)\/(.+)$/.exec(request.url ?? '')?.concat(request.url?.startsWith('/file/') ? 'file' : '') ?? []
    if (isDown) return void response.writeHead(502).end('Bad Gateway')
    if (isFile) return void response.writeHead(files.has(method) ? 200 : 404).end(files.get(method))
    const answer = await call(token, method, await readBody(request))
    const status = answer.ok ? 200 : answer.error_code
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))

  async function call(token: string, method: string, body: Body): Promise<Answer> {
    calls.push({ method, body })
    const bot = bots.find(candidate => candidate.token === token)
    if (!bot || revoked.has(token)) return refused(401, 'Unauthorized')
    const fault = faults.get(method)?.shift()
    if (fault) return fault
    switch (method) {
      case 'getMe':
        return done({ ...userOf(bot), can_join_groups: true, can_read_all_group_messages: false, can_connect_to_business: true })
      case 'getUpdates':
        return poll(token, Number(body.offset ?? 0), Number(body.timeout ?? 0))
      case 'setWebhook':
        if (!/^https:\/\//.test(String(body.url)))
          return refused(400, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook')
        if (!/^[\w-]{1,256}$/.test(String(body.secret_token)))
          return refused(400, 'Bad Request: secret token contains unallowed characters')
        hooks.set(token, { url: String(body.url), secret: String(body.secret_token) })
        return done(true)
      case 'deleteWebhook':
        hooks.delete(token)
        return done(true)
      case 'getWebhookInfo':
        return done({
          url: hooks.get(token)?.url ?? '',
          has_custom_certificate: false,
          pending_update_count: queues.get(token)?.length ?? 0,
        })
      case 'getBusinessConnection':
        return done({
          id: body.business_connection_id,
          user: { id: 77, is_bot: false, first_name: 'Merchant' },
          user_chat_id: 77,
          date: seconds(),
          is_enabled: true,
        })
      case 'getFile':
        return files.has(`files/${body.file_id}`)
          ? done({ file_id: body.file_id, file_unique_id: 'u', file_path: `files/${body.file_id}` })
          : refused(400, 'Bad Request: file is too big')
      case 'setMyCommands':
      case 'setChatMenuButton':
        return done(true)
      default:
        return callInChat(token, method, body)
    }
  }

  function callInChat(token: string, method: string, body: Body): Answer {
    const chatId = Number(body.chat_id)
    if (!Number.isInteger(chatId)) return refused(400, 'Bad Request: chat not found')
    if (blockedChats.has(chatId)) return refused(403, 'Forbidden: bot was blocked by the user')
    switch (method) {
      case 'sendChatAction':
        return done(true)
      case 'sendMessageDraft':
        if (chatId < 0) return refused(400, 'Bad Request: TEXTDRAFT_PEER_INVALID')
        if (!Number(body.draft_id)) return refused(400, 'Bad Request: draft_id must be non-zero')
        drafts.push({ chatId, draftId: Number(body.draft_id), text: String(body.text) })
        return done(true)
      case 'sendMessage':
      case 'sendPhoto':
      case 'sendDocument':
        return checkText(body) ?? send(token, chatId, method, String(body.text ?? body.caption ?? ''), body)
      case 'sendRichMessage':
        if (!rich) return refused(404, 'Not Found')
        return send(token, chatId, method, markdownOf(body.rich_message), body)
      case 'editMessageText':
        return edit(token, chatId, body)
      default:
        return refused(404, 'Not Found')
    }
  }

  function edit(token: string, chatId: number, body: Body): Answer {
    const message = messages.find(
      candidate => candidate.token === token && candidate.chatId === chatId && candidate.messageId === Number(body.message_id),
    )
    if (!message) return refused(400, 'Bad Request: message to edit not found')
    if (body.rich_message && !rich) return refused(400, 'Bad Request: message text is empty')
    const problem = body.rich_message ? null : checkText(body)
    if (problem) return problem
    const text = body.rich_message ? markdownOf(body.rich_message) : String(body.text)
    const form = body.rich_message ? 'rich' : String(body.parse_mode ?? 'plain')
    if (text === message.text && form === 'plain')
      return refused(400, 'Bad Request: message is not modified: specified new message content and reply markup are exactly the same')
    message.text = text
    message.versions.push(text)
    return done({ message_id: message.messageId, date: seconds(), chat: { id: chatId, type: 'private' }, text })
  }

  function send(token: string, chatId: number, method: string, text: string, body: Body): Answer {
    const messageId = ++lastId
    messages.push({ token, chatId, messageId, text, method, versions: [text], body })
    return done({ message_id: messageId, date: seconds(), chat: { id: chatId, type: chatId < 0 ? 'group' : 'private' }, text })
  }

  function poll(token: string, offset: number, timeout: number): Promise<Answer> | Answer {
    if (hooks.has(token)) return refused(409, 'Conflict: can’t use getUpdates method while webhook is active')
    polls.get(token)?.conflict()
    const queue = (queues.get(token) ?? []).filter(({ update_id }) => update_id >= offset)
    queues.set(token, queue)
    if (queue.length > 0 || timeout === 0) return done(queue.slice(0, 100))
    return new Promise(resolve => {
      const settle = (answer: Answer) => {
        clearTimeout(timer)
        polls.delete(token)
        resolve(answer)
      }
      const timer = setTimeout(() => settle(done([])), timeout * 1000)
      polls.set(token, {
        answer: updates => settle(done(updates)),
        conflict: () => settle(refused(409, 'Conflict: terminated by other getUpdates request')),
      })
    })
  }

  const newUpdate = <Update extends Body>(update: Update) => ({ update_id: ++lastUpdate, ...update })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    url,
    bots,
    messages,
    calls,
    drafts,
    files,
    blockedChats,
    revoked,
    faults,
    hooks,
    newUpdate,
    /** Takes the whole of it down, and up again. */
    fail(down: boolean) {
      isDown = down
    },
    /** What a visitor writes, as an update. */
    textUpdate: (chatId: number, text: string, more: Body = {}) =>
      newUpdate({ message: { ...messageOf(++lastId, chatId, text), ...more } }),
    /** Gives an update to whoever polls, now or later. */
    push(update: { update_id: number }, token = bots[0]?.token ?? '') {
      const queue = queues.get(token) ?? []
      queue.push(update)
      queues.set(token, queue)
      polls.get(token)?.answer(queue.slice(0, 100))
    },
    /** Sends an update to the webhook, as Telegram does. */
    post: (at: string, update: unknown, secret: string) =>
      fetch(at, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: JSON.stringify(update),
      }),
    async stop() {
      for (const { answer } of polls.values()) answer([])
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

export type FakeBotApi = Awaited<ReturnType<typeof startFakeBotApi>>

export const newBot = (id: number): FakeBot => ({ id: 10_000 + id, token: `${10_000 + id}:${'A'.repeat(35)}`, username: `shop${id}_bot` })

const userOf = ({ id, username }: FakeBot) => ({ id, is_bot: true, first_name: `Shop ${id}`, username })

const messageOf = (messageId: number, chatId: number, text: string) => ({
  message_id: messageId,
  date: seconds(),
  chat: { id: chatId, type: chatId < 0 ? 'group' : 'private', first_name: 'Ada' },
  from: { id: Math.abs(chatId), is_bot: false, first_name: 'Ada', language_code: 'en' },
  text,
  ...(text.startsWith('/') ? { entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length ?? 0 }] } : {}),
})

const seconds = () => Math.floor(Date.now() / 1000)
const done = (result: unknown): Answer => ({ ok: true, result })
export const refused = (error_code: number, description: string, parameters?: Body): Answer => ({
  ok: false,
  error_code,
  description,
  ...(parameters ? { parameters } : {}),
})

function checkText(body: Body): Answer | null {
  const problem = textProblem(body)
  return problem === null ? null : refused(400, `Bad Request: ${problem}`)
}

const markdownOf = (rich: unknown) => String((typeof rich === 'string' ? (JSON.parse(rich) as Body) : (rich as Body)).markdown)

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  if (type.includes('json')) return bytes.length > 0 ? (JSON.parse(bytes.toString()) as Body) : {}
  if (!type.includes('multipart')) return {}
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  const read = async (value: string | File | null): Promise<unknown> => {
    if (value instanceof File) return { name: value.name, content: await value.text() } satisfies FakeFile
    return value?.startsWith('attach://') ? read(form.get(value.slice('attach://'.length))) : value
  }
  return Object.fromEntries(await Promise.all([...form].map(async ([name, value]) => [name, await read(value)])))
}
