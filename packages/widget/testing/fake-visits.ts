import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { MessagePart } from '@craveva/contract/parts'
import type { StoredConversation } from './fake-api.ts'

/** What the scripted API does around the messages of a conversation. Answers whether the call was one of these. */
export function handleVisit(
  call: string,
  request: IncomingMessage,
  response: ServerResponse,
  body: unknown,
  conversations: ReadonlyMap<string, StoredConversation>,
): boolean {
  const token = request.headers['x-visitor-token']
  if (call === 'GET /conversations') {
    const own = [...conversations.values()].filter(each => token && each.token === token)
    json(response, {
      conversations: own.toReversed().map(({ id, messages }) => {
        const [first] = messages[0]?.parts ?? []
        return { conversation_id: id, preview: first?.type === 'text' ? first.text : '', updated_at: messages.at(-1)?.created_at }
      }),
    })
    return true
  }
  if (call === 'POST /files') {
    const name = /filename="([^"]*)"/.exec(String(body))?.[1] ?? 'file'
    const { type: _, ...file } = fileOf(`file_${randomUUID()}`, name)
    json(response, { file }, 201)
    return true
  }
  if (call === 'POST /leads') {
    json(response, { lead: { lead_id: `lead_${randomUUID()}`, created_at: new Date().toISOString() } }, 201)
    return true
  }
  const [, id = '', action] = /^POST \/conversations\/([^/]+)\/(rating|transcript|claim|hand-off|typing)$/.exec(call) ?? []
  const conversation = conversations.get(id)
  if (!action || !conversation || conversation.token !== token) return false
  if (action === 'hand-off') {
    const handoff = { state: 'waiting', operator_name: null } as const
    const message = {
      message_id: `msg_${randomUUID()}`,
      role: 'system',
      parts: [{ type: 'handoff', ...handoff }],
      created_at: new Date().toISOString(),
      execution_id: null,
      author_name: null,
    } as const
    conversation.messages.push({ ...message, parts: [...message.parts] })
    json(response, { handoff, message })
  } else json(response, { success: true, message: 'Done' })
  return true
}

const names = new Map<string, string>()

/** A file as a part of a message; its name is remembered from when it was uploaded. */
export function fileOf(id: string, name?: string | number): MessagePart & { type: 'file' } {
  if (typeof name === 'string') names.set(id, name)
  const url = `https://chat.example/files/${id}`
  return { type: 'file', file_id: id, name: names.get(id) ?? 'file', media_type: 'text/plain', size: 12, url }
}

export const json = (response: ServerResponse, body: unknown, status = 200) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
