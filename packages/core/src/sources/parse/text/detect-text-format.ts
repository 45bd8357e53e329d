import type { Format } from '../detect-format.ts'
import { detectDelimiter } from '../formats/csv-delimiter.ts'

/** Which kind of text this is, by its first 64,000 characters; `key` decides where the text itself leaves it open. */
export function detectTextFormat(
  text: string,
  key: string,
): Extract<Format, 'markdown' | 'text' | 'html' | 'csv' | 'json' | 'jsonl' | 'eml'> {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(key)?.[1]?.toLowerCase() ?? ''
  const start = text.trimStart()
  if (isHtml(start)) return 'html'
  if (isMail(start)) return 'eml'
  if (start.startsWith('{') || start.startsWith('[')) {
    const json = jsonKind(start, ending)
    if (json) return json
  }
  if (['md', 'markdown', 'mdx', 'mdown'].includes(ending)) return 'markdown'
  if (['csv', 'tsv', 'tab'].includes(ending)) return 'csv'
  if (['htm', 'html', 'xhtml'].includes(ending) && /<\/?[a-z][\s\S]*?>/i.test(text)) return 'html'
  if (ending !== 'txt' && ending !== 'text' && isTable(text)) return 'csv'
  if (ending === 'txt' && text.includes('\t') && isTable(text)) return 'csv'
  return isMarkdown(text) ? 'markdown' : 'text'
}

const isHtml = (start: string): boolean =>
  /^(<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(!doctype html|html[\s>]|head[\s>]|body[\s>])/i.test(start) ||
  (/^<(div|p|h[1-6]|table|section|article|main|ul|ol|dl|details|center|span|font|meta|title|link)[\s>]/i.test(start) &&
    /<\/[a-z]/i.test(start))

/** At least two of the header lines that every mail has, before the first blank line, and nothing else there. */
function isMail(start: string): boolean {
  const header = start.slice(0, start.search(/\n\s*\n/) >>> 0)
  const lines = header.split('\n').filter(line => !/^\s/.test(line))
  if (!lines.slice(0, 50).every(line => /^[!-9;-~]{1,60}:/.test(line) || /^From \S+/.test(line))) return false
  const names = new Set(lines.map(line => line.slice(0, line.indexOf(':')).toLowerCase()))
  return (
    ['from', 'to', 'date', 'subject', 'message-id', 'received', 'mime-version', 'return-path'].filter(name => names.has(name)).length >=
      2 && names.has('from')
  )
}

function jsonKind(start: string, ending: string): 'json' | 'jsonl' | null {
  const lines = start.split('\n', 3).filter(line => line.trim())
  const whole = lines.slice(0, 2).map(isJson)
  if (lines.length > 1 && whole[0] && whole[1] && start.startsWith('{')) return 'jsonl'
  if (ending === 'jsonl' || ending === 'ndjson') return 'jsonl'
  if (ending === 'json' || isJson(start)) return 'json'
  if (['md', 'markdown', 'txt', 'text'].includes(ending)) return null
  // The sample may be cut; a name in quotation marks, or a value, must follow the bracket. `[link]` and `{{ template }}` are text.
  return /^(\{\s*"(?:[^"\\]|\\.)*"\s*:|\[\s*(\{\s*"|\[|"(?:[^"\\]|\\.)*"\s*[,\]]|-?\d[\d.eE+-]*\s*[,\]]))/.test(start) ? 'json' : null
}

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}

/** Sentences have commas too: in a table they stand equally often on every line, and there is little else. */
function isTable(text: string): boolean {
  const delimiter = detectDelimiter(text)
  if (!delimiter) return false
  const lines = text.split('\n').filter(line => line.trim())
  const first = lines[0]?.split(delimiter) ?? []
  const prose = lines.filter(line => /[.!?]\s*$/.test(line)).length
  return (
    lines.length > 1 &&
    first.length > 1 &&
    (delimiter !== ',' || first.length > 2 || prose < lines.length / 4) &&
    first.every(cell => cell.trim().length <= 60)
  )
}

/** Two different marks, or headings: single signs stand in plain text as well. */
function isMarkdown(text: string): boolean {
  const marks = [
    /^#{1,6} \S/m,
    /^```/m,
    /\[[^\]\n]+\]\([^)\s]+\)/,
    /\*\*[^*\n]+\*\*/,
    /^\|.+\|\s*\n\|[ :|-]+\|/m,
    /^> \S/m,
    /^---\n[\s\S]{1,2000}?\n---\n/,
  ]
  return /^#{1,6} \S.*\n/m.test(text) || marks.filter(mark => mark.test(text)).length >= 2
}
