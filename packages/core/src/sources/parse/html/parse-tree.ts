import { Parser } from 'htmlparser2'
import { Unreadable } from '../file-failure.ts'

/** What is needed of an HTML element to read it. Names and attribute names are in lower case. */
export interface HtmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: HtmlNode[]
}

export type HtmlNode = HtmlElement | string

const mostElements = 300_000
/** Deeper elements are dissolved into this level: their text stays, nobody's stack overflows. */
const deepest = 200
const deepestAtAll = 5000

/** Never shown, or nothing to read in it. */
const dropped = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'iframe',
  'canvas',
  'object',
  'embed',
  'video',
  'audio',
  'math',
  'select',
  'textarea',
  'datalist',
])

/**
 * Reads HTML of any quality into a tree of bounded size. Errors: too_large.
 * @param onData gets the text of each `<script type="application/ld+json">`, in which pages describe themselves for search engines.
 */
export function parseHtmlTree(html: string, onData: (json: string) => void = () => undefined): HtmlElement {
  const root: HtmlElement = { name: '#document', attributes: {}, children: [] }
  const open: HtmlElement[] = [root]
  let elements = 0
  let tooDeep = 0
  let droppedName: string | null = null
  let droppedDepth = 0
  let data: string | null = null
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (droppedName) {
          if (name === droppedName) droppedDepth++
        } else if (dropped.has(name)) {
          droppedName = name
          droppedDepth = 1
          if (attributes.type === 'application/ld+json') data = ''
        } else if (open.length >= deepest) {
          if (++tooDeep > deepestAtAll)
            throw new Unreadable('too_large', 'This page is nested too deeply to be read. Save it in a simpler form.')
        } else {
          if (++elements > mostElements)
            throw new Unreadable('too_large', 'This page has too many elements to be read. Split it and upload the parts.')
          const element: HtmlElement = { name, attributes, children: [] }
          open.at(-1)?.children.push(element)
          open.push(element)
        }
      },
      onclosetag(name) {
        if (droppedName) {
          if (name !== droppedName || --droppedDepth > 0) return
          droppedName = null
          if (data) onData(data)
          data = null
        } else if (tooDeep > 0) {
          tooDeep--
        } else if (open.length > 1) {
          open.pop()
        }
      },
      ontext(text) {
        if (data !== null) data += text
        if (droppedName) return
        const siblings = open.at(-1)?.children ?? root.children
        const last = siblings.length - 1
        if (typeof siblings[last] === 'string') siblings[last] += text
        else siblings.push(text)
      },
    },
    { decodeEntities: true, recognizeCDATA: true },
  )
  parser.end(html)
  return root
}

/** The first element with that property, in the order of the document. */
export function findElement(root: HtmlElement, matches: (element: HtmlElement) => boolean): HtmlElement | null {
  for (const child of root.children) {
    if (typeof child === 'string') continue
    if (matches(child)) return child
    const found = findElement(child, matches)
    if (found) return found
  }
  return null
}

/** All text below an element, as it stands in the source. */
export function textOf(node: HtmlNode): string {
  return typeof node === 'string' ? node : node.children.map(textOf).join(node.name === 'br' ? '\n' : '')
}
