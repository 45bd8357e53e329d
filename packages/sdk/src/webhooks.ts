import type { WebhookEventData, WebhookEventType } from '@craveva/contract/webhook-events'

/** A message of a webhook. `data` has the shape of its `type`. */
export type WebhookMessage =
  | {
      [Type in WebhookEventType]: { readonly type: Type; readonly timestamp: string; readonly data: WebhookEventData<Type> }
    }[WebhookEventType]
  | { readonly type: 'webhook.test'; readonly timestamp: string; readonly data: Readonly<Record<string, unknown>> }

/** The message is not one that was signed with the secret, or not of now. Answer it with 401. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError'
}

export interface VerifyOptions {
  /** Of the webhook: `whsec_…`. Several while you change it. */
  readonly secret: string | readonly string[]
  /** The body as it came, byte for byte: what a parser made of it has another signature. */
  readonly body: string | Uint8Array
  /** Those of the request, whatever the case of their names. */
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>
  /** How far its clock may be from yours, in seconds; 300 unless told. */
  readonly tolerance?: number
  /** Milliseconds since 1970; the clock of this machine unless told. */
  readonly now?: () => number
}

/**
 * Checks a message of a webhook by the Standard Webhooks specification and gives it back, parsed. A message can come more than once: remember
 * its `webhook-id`. Throws `WebhookVerificationError`.
 */
export async function verifyWebhook({ secret, body, headers, tolerance = 300, now = Date.now }: VerifyOptions): Promise<WebhookMessage> {
  const id = headerOf(headers, 'webhook-id')
  const timestamp = headerOf(headers, 'webhook-timestamp')
  const given = headerOf(headers, 'webhook-signature')
  if (!id || !/^\d{1,12}$/.test(timestamp) || !given) throw new WebhookVerificationError('The headers of a signed message are missing.')
  if (Math.abs(now() / 1000 - Number(timestamp)) > tolerance)
    throw new WebhookVerificationError('The message is too old, or one of the clocks is wrong.')
  const bytes = typeof body === 'string' ? encoder.encode(body) : body
  const signed = join(encoder.encode(`${id}.${timestamp}.`), bytes)
  const signatures = given.split(' ').flatMap(part => (part.startsWith('v1,') ? (fromBase64(part.slice(3)) ?? []) : []))
  for (const one of typeof secret === 'string' ? [secret] : secret) {
    const key = await keyOf(one)
    for (const signature of signatures) if (await crypto.subtle.verify('HMAC', key, signature, signed)) return parse(bytes)
  }
  throw new WebhookVerificationError('The signature is not right.')
}

const encoder = new TextEncoder()

function keyOf(secret: string) {
  const bytes = fromBase64(secret.replace(/^whsec_/, ''))
  if (!bytes || bytes.length === 0) throw new TypeError('Not the secret of a webhook, which begins with whsec_.')
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

/** Null for what is not base64 as we write it: one signature has one spelling. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(text)
    return btoa(binary) === text ? Uint8Array.from(binary, letter => letter.charCodeAt(0)) : null
  } catch {
    return null
  }
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(first.length + second.length)
  whole.set(first)
  whole.set(second, first.length)
  return whole
}

function parse(bytes: Uint8Array) {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as WebhookMessage
  } catch (cause) {
    throw new WebhookVerificationError('The message is no JSON.', { cause })
  }
}

function headerOf(headers: VerifyOptions['headers'], name: string): string {
  if (headers instanceof Headers) return headers.get(name) ?? ''
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  return typeof found === 'string' ? found : (found?.[0] ?? '')
}
