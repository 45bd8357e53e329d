import { PlatformError } from '@craveva/adapter-kit/platform-error'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly truncated?: boolean
}

interface Asked {
  /** Address of the shop. */
  readonly base: string
  /** Such as `wc/store/v1`. */
  readonly api: string
  /** Without keys, as any visitor of the shop. */
  readonly isOpen: boolean
}

/** The shop says more at once than is read. */
export class TooMuch extends PlatformError {}

/** WordPress knows no such part of its API. */
export class NoRoute extends PlatformError {}

/** What the shop says; null for a thing that there is not. Throws a `PlatformError` that says what is wrong and what to do, and nothing of the keys. */
export function readAnswer({ status, headers, body, truncated = false }: Answer, asked: Asked): unknown {
  if (truncated) throw new TooMuch('refused', `The shop answers with more than ${Math.floor(body.length / 1e6)} MB at once.`)
  const data = parse(body.toString('utf8'))
  if (status >= 200 && status < 300 && data !== undefined) return data
  if (status >= 300 && status < 400) throw moved(headers.location, asked.base)
  if (status === 429 || status >= 500) throw busy(status, headers['retry-after'])
  if (data === undefined) throw noData(status, headers, asked)
  const { code, message } = (data ?? {}) as { code?: string; message?: string }
  if (status === 404) {
    if (code === 'rest_no_route') throw noRoute(asked)
    return null
  }
  if (status === 401 || status === 403) throw refusal(code, message, asked)
  throw new PlatformError('refused', `The shop refuses the call (${status}${code ? `, ${code}` : ''}).`)
}

/** A page instead of data. */
function noData(status: number, headers: Answer['headers'], { base }: Asked): PlatformError {
  const refused = (text: string) => new PlatformError('refused', text)
  if (status === 404)
    return refused(
      `There is no WordPress with its REST API at ${base}/wp-json/. Enter the address with the folder that WordPress is in; and under its Settings > Permalinks choose any but Plain.`,
    )
  if (status === 401 && /^basic/i.test(headers['www-authenticate'] ?? ''))
    return refused(
      'The whole site asks for a password, as shops that are being built do. Take it away for /wp-json/, or connect the shop when it is open.',
    )
  if (status === 401 || status === 403)
    return refused(
      `A firewall before the shop, such as Cloudflare, Wordfence or that of its host, does not let us through (${status}). Let it pass requests to /wp-json/ that come from this server.`,
    )
  return refused(
    status < 300
      ? 'The shop answered with a page instead of data. Is this the address of a WooCommerce shop? If so, a firewall’s challenge, a page that says "coming soon" or a warning of PHP stands before /wp-json/.'
      : `The shop refuses the call (${status}).`,
  )
}

const noRoute = ({ base, api }: Asked) =>
  new NoRoute(
    'refused',
    api.startsWith('wc/store')
      ? 'The shop has no Store API, from which prices and stock are read: it comes with WooCommerce 6.9 and newer, and some security plugins take it away.'
      : `WordPress is at ${base}, but WooCommerce is not active there.`,
  )

function refusal(code: string | undefined, message: string | undefined, { api, isOpen }: Asked): PlatformError {
  if (isOpen)
    return new PlatformError(
      'refused',
      `The shop does not show /wp-json/${api}/ to visitors (${code ?? 'no reason given'}): allow it in the security plugin that closes the REST API.`,
    )
  const text =
    /consumer key is missing/i.test(message ?? '') || code === 'woocommerce_rest_cannot_view'
      ? 'The shop does not see the keys, or they were revoked or may not read. If they are right, its server drops the Authorization header: let it pass (in Apache: SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1).'
      : 'The shop does not take the keys any more. Connect it again, or enter new ones from WooCommerce > Settings > Advanced > REST API.'
  return new PlatformError('signed-out', text, { cause: `${code}: ${message}` })
}

function busy(status: number, retryAfter: string | undefined): PlatformError {
  const seconds = Number(retryAfter)
  const text = status === 503 ? 'The shop is in maintenance or overloaded (503).' : `The shop is busy or has a fault (${status}).`
  return new PlatformError('retryable', text, { retryAfterMs: seconds > 0 ? seconds * 1000 : 5000 })
}

/** Keys may stand in the address that it leads on to: no more is told than where it is. */
function moved(location: string | undefined, base: string): PlatformError {
  const url = URL.parse(location ?? '', base)
  if (!url) return new PlatformError('refused', 'The shop sends us on to another address. Enter the address that stays.')
  const [folder = '', rest] = url.pathname.split('/wp-json')
  const shop = url.origin + folder
  const secured = base.replace(/^http:/, 'https:')
  if (base.startsWith('http:') && url.origin === new URL(secured).origin)
    return new PlatformError('refused', `The shop answers over https alone. Enter ${rest === undefined ? secured : shop} as its address.`)
  return new PlatformError(
    'refused',
    rest === undefined || shop === base
      ? `The shop sends us on to ${url.origin}${url.pathname} instead of giving data. Let it answer under /wp-json/ by itself.`
      : `The shop is somewhere else. Enter ${shop} as the address of the shop.`,
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
