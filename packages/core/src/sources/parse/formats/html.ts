import { documentParts } from '../document-parts.ts'
import { elementBlocks } from '../html/html-blocks.ts'
import { mainContent } from '../html/main-content.ts'
import { pageDataBlocks } from '../html/page-data.ts'
import { findElement, type HtmlElement, parseHtmlTree, textOf } from '../html/parse-tree.ts'
import type { FormatParser } from '../source.ts'
import { cleanLine } from '../text/clean-text.ts'
import { detectEncoding } from '../text/detect-encoding.ts'
import { nameTitle } from '../text/file-title.ts'
import { resolveAddress } from '../text/links.ts'
import { readText } from '../text/read-text.ts'

/** A page: its own content, without what stands on every page of the site. */
export const parseHtml: FormatParser = async function* (source, { limits }) {
  const encoding = await detectEncoding(source.path, declaredCharset)
  const data: string[] = []
  const root = parseHtmlTree(await readText(source.path, encoding, limits.wholeBytes), json => data.push(json))
  const url = pageAddress(root)
  const shown = elementBlocks(mainContent(root), url)
  const blocks = [...shown, ...pageDataBlocks(data, shown)]
  const heading = blocks.filter(block => block.kind === 'heading' && block.level === 1)
  const onlyHeading = heading.length === 1 && heading[0]?.kind === 'heading' ? heading[0].text : null
  const language = findElement(root, element => element.name === 'html')?.attributes.lang?.trim()
  const frame = {
    key: source.key,
    title: onlyHeading ?? (pageTitle(root) || nameTitle(source.key)),
    mediaType: 'text/html',
    language: language || null,
    url,
  }
  yield* documentParts(() => frame, blocks, limits)
}

const declaredCharset = (head: string): string | null =>
  /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,40})/i.exec(head)?.[1]?.toLowerCase() ?? null

/** Without the name of the shop that many sites append: `Returns – Lamp Shop` becomes `Returns`. */
function pageTitle(root: HtmlElement): string {
  const title = findElement(root, element => element.name === 'title')
  const text = title ? cleanLine(textOf(title)) : ''
  return text.split(/\s+[|–—·•]\s+/)[0] ?? text
}

function pageAddress(root: HtmlElement): string | null {
  const canonical = findElement(root, ({ name, attributes }) => name === 'link' && attributes.rel === 'canonical')?.attributes.href
  const shared = findElement(root, ({ name, attributes }) => name === 'meta' && attributes.property === 'og:url')?.attributes.content
  const address = resolveAddress(canonical, null) ?? resolveAddress(shared, null)
  return address?.startsWith('http') ? address : null
}
