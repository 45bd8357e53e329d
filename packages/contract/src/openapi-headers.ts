import { z } from 'zod'
import type { Operation } from './operations.ts'
import { isVersioned } from './versioned.ts'

/** Headers that an operation reads beside the credential. */
export function requestHeaders(operation: Operation) {
  const { method, access, stream, path } = operation
  const header = {
    ...(method === 'POST' && access.kind === 'user'
      ? {
          'Idempotency-Key': z
            .string()
            .max(255)
            .optional()
            .meta({ description: 'Sent again within 24 hours with the same body, the call answers as the first time and does nothing' }),
        }
      : {}),
    ...(method !== 'GET' && isVersioned(operation)
      ? { 'If-Match': z.string().optional().meta({ description: 'The ETag of what is changed; refused when it was changed since' }) }
      : {}),
    ...(access.kind === 'visitor' && path.includes(':conversation_id')
      ? { 'X-Visitor-Token': z.string().optional().meta({ description: 'From the first answer of the conversation' }) }
      : {}),
    ...(stream ? { 'Last-Event-ID': z.string().optional().meta({ description: 'The id of the last event seen, to go on after it' }) } : {}),
  }
  return Object.keys(header).length > 0 ? { header: z.object(header) } : {}
}

const whole = { type: 'integer' } as const

/** Headers of an answer with this status; a success unless told. */
export function answerHeaders(operation: Operation, status = 200) {
  const { limit, method } = operation
  return {
    'X-Request-Id': { description: 'Tells support which request it was', schema: { type: 'string' } as const },
    ...(limit === 'none'
      ? {}
      : {
          'X-RateLimit-Limit': { description: 'Calls that a window allows', schema: whole },
          'X-RateLimit-Remaining': { description: 'Calls left in it, exact to a block', schema: whole },
          'X-RateLimit-Reset': { description: 'When it ends, in seconds since 1970', schema: whole },
        }),
    ...(status < 300 && method === 'GET' && isVersioned(operation)
      ? { ETag: { description: 'Names this state; send it as If-Match with a change', schema: { type: 'string' } as const } }
      : {}),
    ...(status === 429 || status === 503 ? { 'Retry-After': { description: 'Seconds to wait', schema: whole } } : {}),
  }
}
