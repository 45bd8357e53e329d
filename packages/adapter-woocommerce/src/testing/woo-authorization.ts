import { createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

interface Keys {
  readonly consumerKey: string
  readonly consumerSecret: string
}

/**
 * What WooCommerce says to a request without the right keys; null to one with them. Over https it takes them in the header or the address, over
 * http only signed with OAuth 1.0a; a header that the server drops is one that was not sent.
 */
export function isAuthorised(
  request: IncomingMessage,
  url: URL,
  keys: Keys,
  dropHeader: boolean,
): { code: string; message: string } | null {
  const missing = { code: 'woocommerce_rest_cannot_view', message: 'Sorry, you cannot list resources.' }
  const wrong = { code: 'woocommerce_rest_authentication_error', message: 'Consumer secret is invalid.' }
  if (request.headers['x-forwarded-proto'] !== 'https') {
    const signer = url.searchParams.get('oauth_consumer_key')
    if (signer === null) return missing
    if (signer !== keys.consumerKey) return { ...wrong, message: 'Consumer key is invalid.' }
    return hasSignature(request, url, keys) ? null : { ...wrong, message: 'Invalid signature - provided signature does not match.' }
  }
  const header = dropHeader ? undefined : request.headers.authorization
  const given = header
    ? Buffer.from(header.replace(/^Basic /, ''), 'base64').toString('utf8')
    : `${url.searchParams.get('consumer_key') ?? ''}:${url.searchParams.get('consumer_secret') ?? ''}`
  // A key that was revoked is as none.
  if (!given.startsWith(`${keys.consumerKey}:`)) return missing
  return given === `${keys.consumerKey}:${keys.consumerSecret}` ? null : wrong
}

/** OAuth 1.0a, one-legged. Source: RFC 5849, sections 3.4.1 and 3.4.2. */
function hasSignature(request: IncomingMessage, url: URL, { consumerSecret }: Keys): boolean {
  const parameters = [...url.searchParams]
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : 1) : a < b ? -1 : 1))
    .map(pair => pair.join('='))
    .join('&')
  const base = [request.method ?? '', encode(url.origin + url.pathname), encode(parameters)].join('&')
  const expected = createHmac('sha256', `${consumerSecret}&`).update(base).digest('base64')
  return url.searchParams.get('oauth_signature') === expected
}

const encode = (text: string) => encodeURIComponent(text).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
