import { hostToShow, safeUrl } from './links.ts'

/** What a line of Markdown becomes: text, and elements with more of it within. */
export type Inline = string | InlineElement

export interface InlineElement {
  readonly tag: 'a' | 'br' | 'code' | 'del' | 'em' | 'span' | 'strong'
  readonly children: readonly Inline[]
  readonly href?: string
}

const element = (tag: InlineElement['tag'], ...children: Inline[]): InlineElement => ({ tag, children })

/** A mark that may open emphasis (`*`, `_`, `~`) or a link (`[`, `![`). It stands in the nodes as text until something closes it. */
interface Opener {
  readonly mark: string
  readonly at: number
  length: number
}

interface Reading {
  readonly text: string
  readonly growing: boolean
  readonly nodes: Inline[]
  readonly openers: Opener[]
  /** Lengths of backtick runs that are known to have no match further on. */
  readonly unclosed: Set<number>
}

// In this order: escape, code, emphasis marks, link opening, link closing with its address, <address>, bare address, entity, line break.
const token =
  /\\([!-/:-@[-`{-~])|(`+)|(\*+|_+|~~)|(!?\[)|\]\(\s{0,9}<?((?:[^\s<>()]|\([^\s<>()]{0,200}\)){0,2000})>?(?:\s{1,9}["'][^\n)]{0,300})?\s{0,9}\)|<((?:https?:\/\/|mailto:|tel:)[^\s<>]{1,2000})>|(https?:\/\/[^\s<>[\]"'`*|\\]{1,2000})|&(amp|lt|gt|quot|nbsp|#39);|(?: {2,}|\\)?\n/g

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0', '#39': "'" }

/** No more marks than this stay open at once, which also bounds how deep elements nest. */
const maxOpen = 24

/** Turns inline Markdown into nodes. While more is to come (`growing`), what is still open counts as closed at the end. */
export function inline(source: string, growing = false): Inline[] {
  const text = growing ? hideUnfinishedLink(source) : source
  const reading: Reading = { text, growing, nodes: [], openers: [], unclosed: new Set() }
  const { nodes } = reading
  const matcher = new RegExp(token)
  let from = 0
  for (let match = matcher.exec(text); match; match = matcher.exec(text)) {
    const [all, escaped, ticks, marks, bracket, target, angle, bare, entity] = match
    if (match.index > from) nodes.push(text.slice(from, match.index))
    from = match.index + all.length
    if (escaped) nodes.push(escaped)
    else if (ticks) from = readCode(reading, from, ticks)
    else if (marks) readMarks(reading, match.index, marks)
    else if (bracket) open(reading, bracket, 1)
    else if (target !== undefined) closeLink(reading, target, all)
    else if (angle) nodes.push(link(angle, [angle.replace(/^(?:mailto|tel):/, '')]))
    else if (bare) {
      const address = trimAddress(bare)
      nodes.push(link(address, [address]))
      from -= bare.length - address.length
    } else nodes.push(entity ? (entities[entity] ?? all) : element('br'))
    matcher.lastIndex = from
  }
  if (from < text.length) nodes.push(text.slice(from))
  if (growing) closeAll(reading)
  return joinText(nodes)
}

function open({ nodes, openers }: Reading, mark: string, length: number) {
  if (openers.length < maxOpen) openers.push({ mark, length, at: nodes.length })
  nodes.push(mark.repeat(length))
}

function readCode({ text, nodes, unclosed, growing }: Reading, from: number, ticks: string): number {
  if (!unclosed.has(ticks.length)) {
    const closing = new RegExp(`(?<!\`)${ticks}(?!\`)`, 'g')
    closing.lastIndex = from
    const end = closing.exec(text)
    if (end || growing) {
      const content = text.slice(from, end?.index).replaceAll('\n', ' ')
      const padded = content.startsWith(' ') && content.endsWith(' ') && content.trim()
      nodes.push(element('code', padded ? content.slice(1, -1) : content))
      return end ? closing.lastIndex : text.length
    }
    unclosed.add(ticks.length)
  }
  nodes.push(ticks)
  return from
}

function readMarks(reading: Reading, at: number, marks: string) {
  const { text, nodes, openers } = reading
  const mark = marks[0] ?? ''
  const before = text[at - 1] ?? ' '
  const after = text[at + marks.length] ?? ' '
  const inWord = mark === '_' && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after)
  let left = marks.length
  while (left && /\S/.test(before) && !inWord) {
    const opener = openers.findLast(each => each.mark === mark && each.length === left) ?? openers.findLast(each => each.mark === mark)
    if (!opener || opener.at === nodes.length - 1) break
    left -= wrap(reading, opener, left)
  }
  if (!left) return
  if (/\S/.test(after) && !inWord) open(reading, mark, left)
  else nodes.push(mark.repeat(left))
}

/** Puts everything behind an opener into an element. Returns how many marks that took. */
function wrap({ nodes, openers }: Reading, opener: Opener, marks: number) {
  const size = Math.min(2, opener.length, marks)
  const tag = opener.mark === '~' ? 'del' : size > 1 ? 'strong' : 'em'
  const children = joinText(nodes.splice(opener.at + 1))
  opener.length -= size
  openers.splice(openers.indexOf(opener) + (opener.length ? 1 : 0))
  nodes[opener.at] = opener.mark.repeat(opener.length)
  nodes.push(element(tag, ...children))
  return size
}

const isBracket = ({ mark }: Opener) => mark.endsWith('[')

function closeLink({ nodes, openers }: Reading, target: string, all: string) {
  const opener = openers.findLast(isBracket)
  if (!opener) {
    nodes.push(all)
    return
  }
  const children = joinText(nodes.splice(opener.at).slice(1))
  nodes.push(link(target.replace(/\\(.)/g, '$1'), children.flatMap(unlink)))
  // A link holds no other, so brackets still open before it stay text; marks opened within it are gone.
  openers.splice(0, openers.length, ...openers.filter(each => each.at < opener.at && !isBracket(each)))
}

/** What a link shows is no link itself. */
const unlink = (node: Inline): readonly Inline[] => {
  if (typeof node === 'string') return [node]
  const children = node.children.flatMap(unlink)
  return node.tag === 'a' ? children : [{ ...node, children }]
}

function link(address: string, children: Inline[]): Inline {
  const href = safeUrl(address)
  if (!href) return element('span', ...children)
  const host = hostToShow(plainText(children), href)
  return { tag: 'a', href, children: host ? [...children, ` (${host})`] : children }
}

/** Punctuation at the end of a bare address belongs to the sentence, and so does a bracket that was opened before it. */
function trimAddress(address: string): string {
  const trimmed = address.replace(/[.,:;!?…]+$/, '')
  const count = (bracket: string) => trimmed.split(bracket).length
  return trimmed.endsWith(')') && count(')') > count('(') ? trimAddress(trimmed.slice(0, -1)) : trimmed
}

function closeAll(reading: Reading) {
  const { nodes, openers } = reading
  for (let opener = openers.pop(); opener; opener = openers.pop()) {
    if (isBracket(opener)) continue
    if (opener.at === nodes.length - 1) nodes.pop()
    else {
      openers.push(opener)
      wrap(reading, opener, opener.length)
    }
  }
}

const hideUnfinishedLink = (text: string) => text.replace(/!?\[([^[\]\n]{0,300})(?:\](?:\([^()\s]{0,2000})?)?$/, '$1')

function joinText(nodes: readonly Inline[]): Inline[] {
  const joined: Inline[] = []
  for (const node of nodes) {
    const last = joined.length - 1
    if (typeof node === 'string' && typeof joined[last] === 'string') joined[last] += node
    else if (node) joined.push(node)
  }
  return joined
}

/** The text without its marks, as a screen reader or a preview needs it. */
export const plainText = (nodes: readonly Inline[]): string =>
  nodes.map(node => (typeof node === 'string' ? node : node.tag === 'br' ? '\n' : plainText(node.children))).join('')
