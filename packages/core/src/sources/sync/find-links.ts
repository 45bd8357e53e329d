const mostLinks = 2000

/** Addresses that a page links to, as far as it does not ask crawlers not to follow. */
export async function findLinks(html: string, pageUrl: string): Promise<string[]> {
  const { Parser } = await import('htmlparser2')
  const links: string[] = []
  let base = pageUrl
  let follows = true
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'base' && attributes.href) base = URL.parse(attributes.href, pageUrl)?.href ?? base
      if (name === 'meta' && /^robots$/i.test(attributes.name ?? '') && /nofollow|none/i.test(attributes.content ?? '')) follows = false
      if (name !== 'a' || !attributes.href || /\bnofollow\b/i.test(attributes.rel ?? '') || links.length >= mostLinks) return
      const url = URL.parse(attributes.href, base)
      if (url) links.push(url.href)
    },
  })
  parser.write(html)
  parser.end()
  return follows ? links : []
}
