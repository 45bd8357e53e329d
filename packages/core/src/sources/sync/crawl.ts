import { setTimeout as pause } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { EgressError } from '../../net/egress-error.ts'
import type { EgressAnswer } from '../../net/send-request.ts'
import type { Reach } from '../connectors/connector.ts'
import { SourceError } from '../connectors/source-error.ts'
import type { WebsiteSettings } from '../connectors/website/website.ts'
import { findLinks } from './find-links.ts'
import { type Robots, readRobots } from './robots.ts'

export type Page =
  | { readonly url: string; readonly body: Buffer; readonly extension: 'html' | 'pdf' | 'txt' | 'md' }
  /** It may be there, but did not come. */
  | { readonly url: string; readonly body: null; readonly reason: string }

export const crawlerName = 'Craveva'
const mostBytes = 5_000_000
const longestRedirects = 5
const mostSitemaps = 50

/**
 * The pages of one site, from its sitemaps and by following its links: only addresses of the same host that robots.txt allows, one after the
 * other, up to the number set. Pages that answer 404 or 410 are gone and not among them. Throws SourceError when the site does not answer.
 */
export async function* crawl(settings: WebsiteSettings, reach: Reach): AsyncGenerator<Page> {
  const start = new URL(settings.url)
  const robots = await fetchRobots(start, reach)
  if (!robots.allows(start.pathname + start.search))
    throw new SourceError('failed', 'The robots.txt of this site does not let us read it. Allow the agent "Craveva" there.')
  const queue = [start.href, ...(await readSitemaps(settings, robots, start, reach))]
  const known = new Set<string>()
  let pages = 0
  for (let next = queue.shift(); next !== undefined && pages < settings.max_pages; next = queue.shift()) {
    const url = normalize(next, start)
    if (!url || known.has(url.href) || !wanted(url, settings, start) || !robots.allows(url.pathname + url.search)) continue
    known.add(url.href)
    if (known.size > 1 && robots.delay > 0) await pause(robots.delay * 1000, undefined, { signal: reach.signal })
    const fetched = await fetchPage(url, start, robots, reach)
    if (fetched.kind === 'gone') continue
    pages++
    if (fetched.kind === 'failed') {
      if (known.size === 1) throw new SourceError('failed', fetched.reason)
      yield { url: url.href, body: null, reason: fetched.reason }
      continue
    }
    if (fetched.url !== url.href && known.has(fetched.url)) continue
    known.add(fetched.url)
    if (fetched.extension === 'html' && settings.follow_links) queue.push(...(await findLinks(fetched.body.toString(), fetched.url)))
    yield { url: fetched.url, body: fetched.body, extension: fetched.extension }
  }
}

async function fetchRobots(start: URL, { egress, signal }: Reach): Promise<Robots> {
  const answer = await egress.fetch(new URL('/robots.txt', start).href, { signal, maxBytes: 500_000, timeoutMs: 15_000 }).catch(explain)
  if (answer.status >= 500) throw new SourceError('failed', `The site answers ${answer.status} to robots.txt. Try again later.`)
  return readRobots(answer.status === 200 ? answer.body.toString() : '', crawlerName)
}

type Fetched =
  | { readonly kind: 'page'; readonly url: string; readonly body: Buffer; readonly extension: 'html' | 'pdf' | 'txt' | 'md' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly reason: string }

/** Follows redirects within the site, each checked as a request of its own. */
async function fetchPage(url: URL, start: URL, robots: Robots, { egress, signal }: Reach): Promise<Fetched> {
  let at = url
  for (let hop = 0; hop <= longestRedirects; hop++) {
    let answer: EgressAnswer
    try {
      answer = await egress.fetch(at.href, { signal, maxBytes: mostBytes, timeoutMs: 20_000, headers: { 'user-agent': crawlerName } })
    } catch (error) {
      if (!(error instanceof EgressError)) throw error
      return { kind: 'failed', reason: error.message }
    }
    if (answer.status === 404 || answer.status === 410) return { kind: 'gone' }
    if (answer.status >= 300 && answer.status < 400) {
      const next = normalize(answer.headers.location ?? '', at)
      if (!next || !isSameSite(next, start) || !robots.allows(next.pathname + next.search)) return { kind: 'gone' }
      at = next
      continue
    }
    if (answer.status !== 200) return { kind: 'failed', reason: `${at.href} answers ${answer.status}.` }
    const extension = extensionOf(answer.headers['content-type'] ?? '')
    if (!extension) return { kind: 'gone' }
    if (answer.truncated && extension === 'pdf') return { kind: 'failed', reason: `${at.href} is too large.` }
    return { kind: 'page', url: at.href, body: answer.body, extension }
  }
  return { kind: 'failed', reason: `${url.href} leads from page to page without end.` }
}

/** The addresses that sitemaps name, those of sitemaps within sitemaps included. */
async function readSitemaps({ sitemap_url }: WebsiteSettings, robots: Robots, start: URL, { egress, signal }: Reach) {
  const given = [sitemap_url, ...robots.sitemaps].filter(text => text !== undefined)
  const pending = given.length > 0 ? given : [new URL('/sitemap.xml', start).href]
  const found: string[] = []
  for (let count = 0; count < mostSitemaps && pending.length > 0; count++) {
    const url = normalize(pending.shift() ?? '', start)
    if (!url || !isSameSite(url, start)) continue
    const answer = await egress.fetch(url.href, { signal, maxBytes: 10_000_000, timeoutMs: 20_000 }).catch(() => null)
    if (answer?.status !== 200) continue
    const text = unpacked(answer.body).toString()
    const places = [...text.matchAll(/<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]+)/g)].map(match => (match[1] ?? '').replaceAll('&amp;', '&'))
    if (/<sitemapindex[\s>]/.test(text)) pending.push(...places)
    else found.push(...places.slice(0, 50_000))
  }
  return found
}

function unpacked(body: Buffer) {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body
  try {
    return gunzipSync(body, { maxOutputLength: 50_000_000 })
  } catch {
    return Buffer.alloc(0)
  }
}

function normalize(text: string, base: URL) {
  const url = URL.parse(text, base.href)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  url.hash = ''
  return url
}

const isSameSite = (url: URL, start: URL) => bare(url) === bare(start) && !url.username && !url.password

/** `www.shop.example` and `shop.example` are one site. */
const bare = ({ hostname, port }: URL) => `${hostname.replace(/^www\./, '')}:${port}`

const wanted = (url: URL, { include_paths, exclude_paths }: WebsiteSettings, start: URL) =>
  isSameSite(url, start) &&
  (url.href === start.href || include_paths.length === 0 || include_paths.some(path => url.pathname.startsWith(path))) &&
  !exclude_paths.some(path => url.pathname.startsWith(path)) &&
  !/\.(?:png|jpe?g|gif|webp|svg|ico|css|js|mjs|json|xml|zip|gz|mp[34]|webm|woff2?|ttf|exe|dmg)$/i.test(url.pathname)

function extensionOf(contentType: string) {
  if (/^(text\/html|application\/xhtml\+xml)/i.test(contentType)) return 'html'
  if (/^application\/pdf/i.test(contentType)) return 'pdf'
  if (/^text\/markdown/i.test(contentType)) return 'md'
  return /^text\/plain/i.test(contentType) ? 'txt' : null
}

function explain(error: unknown): never {
  if (error instanceof EgressError) throw new SourceError('failed', error.message, { cause: error })
  throw error
}
