import { findElement, type HtmlElement, type HtmlNode, textOf } from './parse-tree.ts'

/**
 * The part of a page that is its own: without navigation, footer, banners, and what else stands on every page of a site. The main element
 * is taken when the page marks one and it holds a fair share of the text.
 */
export function mainContent(root: HtmlElement): HtmlElement {
  const body = findElement(root, element => element.name === 'body') ?? root
  const total = textLength(body)
  const candidates = [isMain, isOnlyArticle(body), isContentContainer]
  for (const matches of candidates) {
    const found = findElement(body, matches)
    if (found && textLength(found) >= Math.min(200, total / 4)) return withoutBoilerplate(found, textLength(found))
  }
  return withoutBoilerplate(body, total)
}

const isMain = ({ name, attributes }: HtmlElement): boolean => name === 'main' || attributes.role === 'main'

function isOnlyArticle(body: HtmlElement): (element: HtmlElement) => boolean {
  let first: HtmlElement | null = null
  let count = 0
  const walk = (element: HtmlElement): void => {
    for (const child of element.children) {
      if (typeof child === 'string') continue
      if (child.name === 'article') {
        first ??= child
        count++
      } else walk(child)
    }
  }
  walk(body)
  return element => count === 1 && element === first
}

const isContentContainer = ({ attributes }: HtmlElement): boolean =>
  /^(content|main|main-content|page-content|maincontent)$/i.test(attributes.id ?? '') ||
  /(^|\s)(main-content|page-content|entry-content|post-content|article-body|rte|shopify-policy__container|wp-block-post-content)(\s|$)/i.test(
    attributes.class ?? '',
  )

const droppedNames = new Set(['nav', 'footer', 'form', 'dialog', 'input', 'label', 'menu', 'head', 'title'])
const droppedRoles = new Set(['navigation', 'banner', 'contentinfo', 'search', 'dialog', 'alertdialog', 'menu', 'menubar', 'tablist'])
const suspectNames =
  /(^|[\s_-])(cookies?|consent|gdpr|breadcrumbs?|newsletter|subscribe|share|sharing|social|skip(-?link|-to)?|pagination|pager|sidebar|related|recommendations|navbar|navigation|menu|toc|table-of-contents|popup|modal|announcement|promo-bar|site-header|site-footer|comments?)([\s_-]|$)/i

function withoutBoilerplate(element: HtmlElement, total: number): HtmlElement {
  const children = element.children.flatMap((child): HtmlNode[] => {
    if (typeof child === 'string') return [child]
    return isBoilerplate(child, total) ? [] : [withoutBoilerplate(child, total)]
  })
  return { ...element, children }
}

function isBoilerplate(element: HtmlElement, total: number): boolean {
  const { name, attributes } = element
  if (droppedRoles.has(attributes.role ?? '')) return true
  if (droppedNames.has(name)) return name !== 'form' || textLength(element) < total / 2
  if (name === 'header') return !findElement(element, child => /^h[1-3]$/.test(child.name))
  if (name === 'aside') return textLength(element) < total / 4
  if (name === 'button') return attributes['aria-expanded'] === undefined && attributes['aria-controls'] === undefined
  if (isHidden(attributes)) return textLength(element) < 40
  if (suspectNames.test(`${attributes.class ?? ''} ${attributes.id ?? ''}`)) return textLength(element) < total / 4
  return isContentsList(element)
}

/** Answers in accordions are hidden until somebody clicks; short hidden text is an icon's or a screen reader's. */
const isHidden = (attributes: HtmlElement['attributes']): boolean =>
  attributes.hidden !== undefined || attributes['aria-hidden'] === 'true' || /display\s*:\s*none/i.test(attributes.style ?? '')

/** A list of links to places on the same page repeats its headings. */
function isContentsList(element: HtmlElement): boolean {
  if (element.name !== 'ul' && element.name !== 'ol') return false
  const links = descendants(element, child => child.name === 'a')
  if (links.length < 2 || !links.every(link => link.attributes.href?.startsWith('#'))) return false
  return links.reduce((sum, link) => sum + textLength(link), 0) > textLength(element) * 0.9
}

function descendants(element: HtmlElement, matches: (element: HtmlElement) => boolean): HtmlElement[] {
  return element.children.flatMap(child => (typeof child === 'string' ? [] : matches(child) ? [child] : descendants(child, matches)))
}

const textLength = (element: HtmlElement): number => textOf(element).replace(/\s+/g, ' ').length
