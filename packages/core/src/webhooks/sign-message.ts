import { createHmac } from 'node:crypto'
import { randomBytes } from '../crypto/random-bytes.ts'

const prefix = 'whsec_'

/** A new signing secret: 256 bits of randomness. */
export const newSecret = () => `${prefix}${randomBytes(32).toString('base64')}`

/**
 * The signature of a message as in https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, one for
 * each secret. `timestamp` is in seconds since 1970.
 */
export const signMessage = (secrets: readonly string[], { id, timestamp, body }: { id: string; timestamp: number; body: string }) =>
  secrets
    .map(secret =>
      createHmac('sha256', Buffer.from(secret.replace(prefix, ''), 'base64'))
        .update(`${id}.${timestamp}.${body}`)
        .digest('base64'),
    )
    .map(signature => `v1,${signature}`)
    .join(' ')
