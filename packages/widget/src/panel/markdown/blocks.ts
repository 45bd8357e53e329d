export type Align = 'left' | 'center' | 'right' | undefined

/** A block of Markdown. Inline text is still Markdown; the content of quotes and items is a text of blocks again. */
export type Block =
  | { readonly type: 'paragraph'; readonly text: string }
  | { readonly type: 'heading'; readonly level: number; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'quote'; readonly text: string }
  | { readonly type: 'list'; readonly start: number | undefined; readonly items: readonly string[] }
  | { readonly type: 'table'; readonly align: readonly Align[]; readonly rows: readonly (readonly string[])[] }
  | { readonly type: 'rule' }

/** A block and where it begins in the text. */
export interface PlacedBlock {
  readonly at: number
  readonly block: Block
}

// Each pattern reads a line in time proportional to its length, whatever the line.
const fence = /^ {0,3}(```+|~~~+)[^`]*$/
const heading = /^ {0,3}(#{1,6})[ \t](.*)$/
const rule = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/
const quote = /^ {0,3}> ?/
const item = /^( {0,3})([-*+]|\d{1,9}[.)])(?:[ \t]+|$)/
/** In the middle of a text a number begins a list only when it is 1: a line may well start with a year. */
const itemAfterText = /^ {0,3}(?:[-*+]|1[.)])[ \t]+\S/
const tableRule = /^ {0,3}\|? {0,9}:?-+:? {0,9}(?:\| {0,9}:?-+:? {0,9})*\|? {0,9}$/

/** Splits a text into its blocks, from the place `from` on, which must be where a block begins. */
export function splitBlocks(text: string, from = 0): PlacedBlock[] {
  const lines = text.slice(from).split('\n')
  const blocks: PlacedBlock[] = []
  let at = from
  for (let index = 0, next = 0; index < lines.length; index++) {
    if (index >= next && lines[index]?.trim()) {
      const [block, end] = readBlock(lines, index)
      blocks.push({ at, block })
      next = end
    }
    at += (lines[index]?.length ?? 0) + 1
  }
  return blocks
}

type Read = [block: Block, next: number]

function readBlock(lines: readonly string[], at: number): Read {
  const line = lines[at] ?? ''
  const opening = fence.exec(line)
  if (opening) return readCode(lines, at, opening[1] ?? '')
  const title = heading.exec(line)
  if (title) return [{ type: 'heading', level: title[1]?.length ?? 1, text: (title[2] ?? '').trim().replace(/[ \t]#+$/, '') }, at + 1]
  if (rule.test(line)) return [{ type: 'rule' }, at + 1]
  if (quote.test(line)) return readQuote(lines, at)
  if (item.test(line)) return readList(lines, at)
  if (startsTable(lines, at)) return readTable(lines, at)
  return readParagraph(lines, at)
}

function readCode(lines: readonly string[], at: number, marks: string): Read {
  const closing = new RegExp(`^ {0,3}${marks}${marks[0]}*[ \\t]*$`)
  const indent = /^ */.exec(lines[at] ?? '')?.[0].length ?? 0
  let end = at + 1
  while (end < lines.length && !closing.test(lines[end] ?? '')) end++
  const text = lines
    .slice(at + 1, end)
    .map(line => line.replace(new RegExp(`^ {0,${indent}}`), ''))
    .join('\n')
  return [{ type: 'code', text }, end + 1]
}

function readQuote(lines: readonly string[], at: number): Read {
  let end = at
  while (end < lines.length && quote.test(lines[end] ?? '')) end++
  const text = lines.slice(at, end).map(line => line.replace(quote, ''))
  return [{ type: 'quote', text: text.join('\n') }, end]
}

function readList(lines: readonly string[], at: number): Read {
  const first = item.exec(lines[at] ?? '')
  const kind = kindOf(first?.[2])
  const items: string[][] = []
  const outer = (first?.[1]?.length ?? 0) + 2
  let strip = 0
  let end = at
  for (let index = at; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const indent = indentOf(line)
    const found = indent < outer && !rule.test(line) ? item.exec(line) : null
    const content = items.at(-1) ?? []
    if (found) {
      if (kindOf(found[2]) !== kind) break
      strip = 0
      items.push([line.slice(found[0].length)])
    } else if (!line.trim()) {
      content.push('')
      continue
    } else if (indent >= outer) {
      // What is nested decides by its first line how far it is indented: models use two, three or four spaces.
      strip ||= indent
      content.push(line.slice(Math.min(indent, strip)))
    } else if (content.at(-1) && !interrupts(lines, index)) content.push(line.trimStart())
    else break
    end = index + 1
  }
  const start = kind === '.' || kind === ')' ? Number.parseInt(first?.[2] ?? '1', 10) : undefined
  return [{ type: 'list', start, items: items.map(content => content.join('\n').trimEnd()) }, end]
}

const kindOf = (marker = '') => marker.slice(-1)

function readTable(lines: readonly string[], at: number): Read {
  const align = cells(lines[at + 1] ?? '').map(mark =>
    /:$/.test(mark) ? (/^:/.test(mark) ? 'center' : 'right') : /^:/.test(mark) ? 'left' : undefined,
  )
  const rows = [cells(lines[at] ?? '')]
  let end = at + 2
  for (; end < lines.length && lines[end]?.trim() && !interrupts(lines, end); end++) rows.push(cells(lines[end] ?? ''))
  return [{ type: 'table', align, rows: rows.map(row => align.map((_, column) => row[column] ?? '')) }, end]
}

function readParagraph(lines: readonly string[], at: number): Read {
  let end = at + 1
  while (end < lines.length && lines[end]?.trim() && !interrupts(lines, end) && !startsTable(lines, end)) end++
  return [{ type: 'paragraph', text: lines.slice(at, end).join('\n').trim() }, end]
}

/** Whether a line begins another block although no blank line stands before it. */
function interrupts(lines: readonly string[], at: number) {
  const line = lines[at] ?? ''
  return fence.test(line) || heading.test(line) || rule.test(line) || quote.test(line) || itemAfterText.test(line)
}

function startsTable(lines: readonly string[], at: number) {
  const head = lines[at] ?? ''
  const marks = lines[at + 1] ?? ''
  return head.includes('|') && marks.includes('-') && tableRule.test(marks) && cells(head).length === cells(marks).length
}

/** The cells of a table's line; a pipe that is escaped or within code separates nothing. */
function cells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  const found = ['']
  for (const piece of inner.match(/\\.|`[^`]*`|[^|\\`]+|./g) ?? []) {
    if (piece === '|') found.push('')
    else found.push(`${found.pop()}${piece === '\\|' ? '|' : piece}`)
  }
  return found.map(cell => cell.trim())
}

const indentOf = (line: string) => /^ */.exec(line)?.[0].length ?? 0
