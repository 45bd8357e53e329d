/** Characters that turn the direction of text around or cannot be seen: in an address they only serve to mislead. */
const misleading = /[\p{C}\p{Zl}\p{Zp}]/u

/**
 * The address a link may lead to, normalised, or undefined: https, mailto and tel only, without a user name in it.
 * Plain http is let through to the very host that the page itself came from.
 */
export function safeUrl(
  address: string | null | undefined,
  page: Pick<Location, 'host'> | undefined = globalThis.location,
): string | undefined {
  const text = address?.trim() ?? ''
  if (text.length > 2000 || misleading.test(text) || !/^[a-z]+:/i.test(text)) return undefined
  try {
    const url = new URL(text)
    if (url.protocol === 'mailto:' || url.protocol === 'tel:') return url.href
    const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && url.host === page?.host)
    return allowed && !url.username && !url.password ? url.href : undefined
  } catch {
    return undefined
  }
}

/** Pictures come from the page's own origin and those named: an answer must not be able to have another host asked. */
export function createPictureRule(origins: readonly string[]): (address: string) => string | undefined {
  return address => {
    const href = safeUrl(address)
    return href && [...origins, location.origin].includes(new URL(href).origin) ? href : undefined
  }
}

/** The host to show behind a link whose text looks like another address than the one it leads to. */
export function hostToShow(text: string, href: string): string | undefined {
  const looksLike = /^\s*(?:[a-z]+:\/\/)?((?:[\w-]+\.)+[a-z]{2,})(?=[/:?#\s]|$)/i.exec(text)?.[1]
  const host = new URL(href).host
  return looksLike && host && stripWww(looksLike) !== stripWww(host) ? host : undefined
}

const stripWww = (host: string) => host.toLowerCase().replace(/^www\./, '')
