import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Meta's Graph API as far as a WhatsApp number uses it, and as strict: what the real one refuses is refused here with the same code. Shapes and
 * limits: Meta, WhatsApp Cloud API, "Messages", "Media", "Phone numbers".
 */
export interface FakeGraph {
  readonly url: string
  readonly token: string
  readonly appSecret: string
  readonly phoneNumberId: string
  /** Messages that were taken, in order. */
  readonly sent: readonly SentMessage[]
  /** Ids of messages that were marked read with typing. */
  readonly typing: readonly string[]
  /** The next message is refused with this code, or its connection is cut: before or after it was taken. */
  failNext(fault: { readonly code: number; readonly status?: number } | 'cut before' | 'cut after'): void
  /** Whoever holds the token now has none. */
  revokeToken(): void
  /** A person who wants no messages of ours. */
  block(receiver: string): void
  /** Takes the whole of it down, and up again. */
  fail(isDown: boolean): void
  /** What was uploaded under an id. */
  uploaded(id: string): { readonly name: string; readonly content: string } | null
  addMedia(content: Uint8Array, mediaType: string): string
  /** A webhook as Meta sends it. */
  webhook(value: Record<string, unknown>, field?: string): { readonly body: string; readonly signature: string }
  close(): Promise<void>
}

export interface SentMessage {
  readonly id: string
  readonly receiver: string
  readonly body: Record<string, unknown>
}

const version = '/v26.0/'

/** `account` tells apart numbers of different merchants, each with an app of its own. */
export async function startFakeGraph(account = 0): Promise<FakeGraph> {
  const phoneNumberId = `10654035224292${account + 2}`
  const appSecret = `the-secret-of-the-app-${account}`
  const sent: SentMessage[] = []
  const typing: string[] = []
  const media = new Map<string, { content: Uint8Array; mediaType: string }>()
  const uploads = new Map<string, { name: string; content: string }>()
  const blocked = new Set<string>()
  const faults: Parameters<FakeGraph['failNext']>[0][] = []
  let token = `EAA-a-token-of-a-system-user-${account}`
  let last = 0
  let isDown = false

  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const body = await bytesOf(request)
    const path = (request.url ?? '').split('?')[0] ?? ''
    if (isDown) return refuse(response, 2, 503)
    if (request.headers.authorization !== `Bearer ${token}`) return refuse(response, 190, 401)
    if (path.startsWith('/files/')) {
      const file = media.get(path.slice('/files/'.length))
      if (!file) return refuse(response, 100, 404)
      response.setHeader('content-type', file.mediaType)
      return response.end(file.content)
    }
    if (!path.startsWith(version)) return refuse(response, 2500, 400)
    const rest = path.slice(version.length)
    if (request.method === 'POST' && rest === `${phoneNumberId}/messages`)
      return takeMessage(JSON.parse(body.toString()), request, response)
    if (request.method === 'POST' && rest === `${phoneNumberId}/media`) {
      const id = `media-${++last}`
      const form = await new Response(new Uint8Array(body), {
        headers: { 'content-type': String(request.headers['content-type']) },
      }).formData()
      const file = form.get('file')
      if (!(file instanceof File) || form.get('messaging_product') !== 'whatsapp') return refuse(response, 100, 400, 'file')
      uploads.set(id, { name: file.name, content: await file.text() })
      return answer(response, { id })
    }
    if (request.method === 'GET' && rest === phoneNumberId)
      return answer(response, {
        id: phoneNumberId,
        display_phone_number: '+1 555-078-3881',
        verified_name: 'The shop',
        quality_rating: 'GREEN',
      })
    const file = media.get(rest)
    if (request.method === 'GET' && file)
      return answer(response, { id: rest, url: `${url}/files/${rest}`, mime_type: file.mediaType, file_size: file.content.length })
    return refuse(response, 100, 400)
  }

  function takeMessage(body: Record<string, unknown>, request: IncomingMessage, response: ServerResponse) {
    if (body.status === 'read') {
      typing.push(String(body.message_id))
      return answer(response, { success: true })
    }
    const fault = faults.shift()
    if (fault === 'cut before') return request.socket.destroy()
    if (typeof fault === 'object') return refuse(response, fault.code, fault.status ?? 400)
    if (blocked.has(String(body.to ?? body.recipient))) return refuse(response, 131050, 400)
    const wrong = whatIsWrong(body)
    if (wrong) return refuse(response, 100, 400, wrong)
    const id = `wamid.${++last}`
    sent.push({ id, receiver: String(body.to ?? body.recipient), body })
    if (fault === 'cut after') return request.socket.destroy()
    answer(response, { messaging_product: 'whatsapp', contacts: [{ input: body.to ?? body.recipient }], messages: [{ id }] })
  }

  return {
    url,
    get token() {
      return token
    },
    appSecret,
    phoneNumberId,
    sent,
    typing,
    failNext: fault => faults.push(fault),
    revokeToken() {
      token = 'EAA-another-token'
    },
    block: receiver => void blocked.add(receiver),
    fail(down) {
      isDown = down
    },
    uploaded: id => uploads.get(id) ?? null,
    addMedia(content, mediaType) {
      const id = `media-${++last}`
      media.set(id, { content, mediaType })
      return id
    },
    webhook(value, field = 'messages') {
      const metadata = { display_phone_number: '15550783881', phone_number_id: phoneNumberId }
      const change = { field, value: { messaging_product: 'whatsapp', metadata, ...value } }
      const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes: [change] }] })
      return { body, signature: `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}` }
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

type Shape = Record<string, unknown> | undefined

/** What the real API would say about a message; null when it takes it. */
function whatIsWrong(body: Record<string, unknown>): string | null {
  if (body.messaging_product !== 'whatsapp') return 'messaging_product'
  if (!/^\d{5,20}$/.test(String(body.to ?? '')) && !/^[A-Z]{2}\.\w{1,128}$/.test(String(body.recipient ?? ''))) return 'to'
  const part = body[String(body.type)] as Shape
  if (!part) return `no ${String(body.type)}`
  switch (body.type) {
    case 'text':
      return isText(part.body, 4096) ? null : 'text.body'
    case 'image':
      return (part.id || String(part.link).startsWith('https://')) && (part.caption === undefined || isText(part.caption, 1024))
        ? null
        : 'image'
    case 'audio':
    case 'video':
    case 'document':
      return part.id ? null : String(body.type)
    case 'interactive':
      return interactiveIsWrong(part)
    case 'template':
      return isText(part.name, 512) && (part.language as Shape)?.code ? null : 'template'
    default:
      return `unknown type ${String(body.type)}`
  }
}

function interactiveIsWrong(part: Record<string, unknown>): string | null {
  if (!isText((part.body as Shape)?.text, 1024)) return 'interactive.body'
  const action = part.action as { buttons?: { reply: { id: string; title: string } }[]; button?: string; sections?: { rows: Row[] }[] }
  if (part.type === 'button') {
    const buttons = action.buttons ?? []
    const fit = buttons.every(({ reply }) => isText(reply.title, 20) && isText(reply.id, 256))
    return buttons.length > 0 && buttons.length <= 3 && fit ? null : 'interactive.action.buttons'
  }
  const rows = (action.sections ?? []).flatMap(section => section.rows)
  const fit = rows.every(row => isText(row.title, 24) && isText(row.id, 200) && (row.description ?? '').length <= 72)
  return part.type === 'list' && isText(action.button, 20) && rows.length > 0 && rows.length <= 10 && fit ? null : 'interactive.action'
}

interface Row {
  readonly id: string
  readonly title: string
  readonly description?: string
}

const isText = (value: unknown, most: number) => typeof value === 'string' && value.length > 0 && value.length <= most

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

function answer(response: ServerResponse, body: unknown) {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify(body))
}

function refuse(response: ServerResponse, code: number, status: number, details = 'refused') {
  response.statusCode = status
  answer(response, {
    error: { message: `(#${code}) refused`, type: 'OAuthException', code, error_data: { messaging_product: 'whatsapp', details } },
  })
}
