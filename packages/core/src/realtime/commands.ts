import { api } from '@craveva/contract/api'
import type { Endpoint } from '@craveva/contract/endpoint'
import { z } from 'zod'
import { isRecorded, recordCall } from '../audit/record-call.ts'
import type { Context, Services } from '../context.ts'
import { conversationHandlers } from '../conversations/operators.routes.ts'
import { tellOthersTyping } from '../conversations/watching.service.ts'
import { newRequestId } from '../db/ids.ts'
import { inCompany } from '../db/in-company.ts'
import { AppError } from '../errors.ts'
import { confirm } from '../http/identify.ts'
import { toErrorBody } from '../http/to-error-body.ts'
import type { OperatorSocket } from './operator-socket.ts'
import type { SignIn } from './sign-in.ts'
import type { Watches } from './watches.ts'

type Handle = (context: unknown, call: unknown) => Promise<unknown>

const endpoints: Readonly<Record<string, Endpoint>> = api.conversations
const handlers = conversationHandlers as unknown as Readonly<Record<string, Handle | { readonly detached: Handle }>>

/** Operations of `conversations` that are not for a socket. */
const notHere = new Set(['export'])

const named = z.object({ conversation_id: z.string().min(1).max(100) })
const input = z.record(z.string(), z.unknown())

/** Typing comes often, and is looked at without a schema where it can be. */
const conversationOf = (given: unknown) =>
  typeof given === 'object' && given !== null && 'conversation_id' in given && typeof given.conversation_id === 'string'
    ? given.conversation_id
    : named.parse(given).conversation_id

/**
 * Serves what a socket asks for: `watch`, `unwatch`, `auth`, and every operation of `conversations` by its name, with what stands in its path,
 * query and body as one object. Rights are looked up anew each time, as for a request. The answer goes into the acknowledgement, an error as
 * the API tells it.
 */
export function createCommands(services: Services, watches: Watches, signIn: SignIn) {
  const { pool, log } = services

  async function serve(socket: OperatorSocket, name: string, given: unknown): Promise<object> {
    if (!socket.data.allowance.take())
      throw new AppError('RATE_LIMIT_EXCEEDED', 'Slow down: a socket has 20 commands a second.', { retryAfter: 1 })
    switch (name) {
      case 'auth':
        await signIn.renew(socket, input.parse(given).token)
        return {}
      case 'watch': {
        const { conversation_id } = named.parse(given)
        const read = await run(socket, 'get', { conversation_id })
        return { ...read, parts: await watches.watch(socket, conversation_id) }
      }
      case 'unwatch':
        watches.unwatch(socket, named.parse(given).conversation_id)
        return {}
      case 'typing':
        return type(socket, conversationOf(given))
      default:
        return run(socket, name, input.parse(given ?? {}))
    }
  }

  /** Who is known here to own a conversation is taken at their word: notifications tell of every change of it and of their login. */
  async function type(socket: OperatorSocket, conversationId: string): Promise<object> {
    const heard = watches.typing(socket, conversationId)
    if (heard === 'not here') return run(socket, 'typing', { conversation_id: conversationId })
    if (heard === 'tell others') await tellOthersTyping(pool, socket.data.claims.companyId, conversationId)
    return {}
  }

  async function run(socket: OperatorSocket, name: string, { conversation_id = '', ...given }: Record<string, unknown>): Promise<object> {
    const endpoint = Object.hasOwn(endpoints, name) && !notHere.has(name) ? endpoints[name] : undefined
    const handler = handlers[name]
    if (!endpoint || !handler) throw new AppError('NOT_FOUND', `There is no command "${name}".`)
    const { operation } = endpoint
    if (operation.access.kind !== 'user') throw new AppError('FORBIDDEN')
    const { access } = operation
    const { claims, caller } = socket.data
    const { companyId } = claims
    const reads = operation.method === 'GET'
    const call = {
      params: { conversation_id: z.string().parse(conversation_id) },
      query: endpoint.query.parse(reads ? given : {}),
      body: endpoint.body.parse(reads ? {} : given),
      files: [],
      wantsStream: false,
      lastEventId: null,
      onceKey: null,
      gone: AbortSignal.timeout(30_000),
    }
    const confirmed = { ...services, requestId: newRequestId(), caller }
    const record = async (context: Omit<Context, 'db'>, db: Context['db'], answer: unknown) => {
      if (isRecorded(operation)) await recordCall(db, context, { name: `conversations.${name}`, ...call, answer })
      return answer as object
    }
    if ('detached' in handler) {
      const principal = await inCompany(pool, companyId, db => confirm(db, claims, access, caller.address, services.now()))
      const context = { ...confirmed, principal }
      const answer = await handler.detached(context, call)
      return inCompany(pool, companyId, db => record(context, db, answer))
    }
    return inCompany(pool, companyId, async db => {
      const context = { ...confirmed, principal: await confirm(db, claims, access, caller.address, services.now()), db }
      return record(context, db, await handler(context, call))
    })
  }

  return async (socket: OperatorSocket, name: string, values: readonly unknown[]): Promise<void> => {
    const acknowledge = values.at(-1)
    const answer = (told: object) => {
      if (typeof acknowledge === 'function') acknowledge(told)
    }
    try {
      answer({ ok: true, ...(await serve(socket, name, typeof values[0] === 'function' ? {} : values[0])) })
    } catch (error) {
      answer({ ok: false, ...toErrorBody(log, error) })
      if (error instanceof AppError && error.code === 'UNAUTHORIZED' && name !== 'auth') socket.disconnect(true)
    }
  }
}
