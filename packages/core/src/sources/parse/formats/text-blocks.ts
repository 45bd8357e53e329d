import type { Block } from '../../document.ts'
import { cleanLine } from '../text/clean-text.ts'

const bullet = /^\s*(?:[-*•·▪◦‣–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+(?=\S)/u
const numbered = /^\s*\(?\d{1,3}[.)]\s/
const rule = /^\s*([-=_*~#])\1{2,}\s*$/

/**
 * Blocks of plain text: paragraphs between blank lines with the editor's line breaks taken out, lists, and headings where a line can
 * hardly be anything else: underlined, in capitals, numbered, or short and alone above a paragraph.
 */
export function textBlocks(text: string): Block[] {
  const groups = lineGroups(text)
  return groups.flatMap((lines, index) => groupBlocks(lines, groups[index + 1], index === 0))
}

/** Lines between blank lines. A line of signs underlines the one above it, or else is only a rule. */
function lineGroups(text: string): string[][] {
  const groups: string[][] = [[]]
  const lines = text.split('\n')
  lines.forEach((line, index) => {
    const isUnderline = rule.test(line) && (groups.at(-1)?.length ?? 0) === 1 && lines[index - 1]?.trim() !== ''
    if (isUnderline) groups.at(-1)?.push(line)
    if (isUnderline || !line.trim() || rule.test(line)) groups.push([])
    else groups.at(-1)?.push(line)
  })
  return groups.filter(group => group.length > 0)
}

function groupBlocks(lines: readonly string[], next: readonly string[] | undefined, isFirst: boolean): Block[] {
  const first = lines[0] ?? ''
  if (lines.length === 2 && rule.test(lines[1] ?? ''))
    return [{ kind: 'heading', level: lines[1]?.trim().startsWith('=') ? 1 : 2, text: cleanLine(first) }]
  const level = lines.length === 1 && next ? headingLevel(cleanLine(first), next, isFirst) : 0
  if (level) return [{ kind: 'heading', level, text: cleanLine(first).replace(/[:：]$/, '') }]
  if (lines.length > 1 && isCapitals(cleanLine(first)) && !bullet.test(first)) {
    return [{ kind: 'heading', level: 2, text: cleanLine(first) }, ...groupBlocks(lines.slice(1), next, false)]
  }
  const start = lines.findIndex(line => bullet.test(line))
  if (start < 0 || lines.filter(line => bullet.test(line)).length < 2) return [{ kind: 'paragraph', text: joinLines(lines) }]
  const leadIn: Block[] = start > 0 ? [{ kind: 'paragraph', text: joinLines(lines.slice(0, start)) }] : []
  return [...leadIn, listBlock(lines.slice(start))]
}

function listBlock(lines: readonly string[]): Block {
  const items: string[] = []
  const indentation = leadingSpace(lines[0] ?? '')
  for (const line of lines) {
    if (!bullet.test(line)) items.push(`${items.pop() ?? ''} ${cleanLine(line)}`)
    else if (leadingSpace(line) > indentation + 1 && items.length)
      items.push(`${items.pop() ?? ''}\n- ${cleanLine(line.replace(bullet, ''))}`)
    else items.push(cleanLine(line.replace(bullet, '')))
  }
  return { kind: 'list', ordered: numbered.test(lines[0] ?? ''), items: items.map(item => item.trim()) }
}

const leadingSpace = (line: string): number => /^\s*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0

/** 0: not a heading. The first line of a text that looks like a title is one. */
function headingLevel(line: string, next: readonly string[], isFirst: boolean): number {
  if (line.length > 80 || bullet.test(next[0] ?? '')) return isFirst && line.length <= 80 && !/[.,;:。、]$/.test(line) ? 1 : 0
  if (/^#{1,6}\s/.test(line)) return /^#+/.exec(line)?.[0].length ?? 1
  if (isFirst && !/[.,;!。、]$/.test(line)) return 1
  if (isCapitals(line)) return 2
  const number = /^(?:§\s?)?(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+\p{Lu}/u.exec(line)
  if (number && !/[.;,]$/.test(line)) return Math.min((number[1]?.split('.').length ?? 1) + 1, 6)
  if (/[.,;!。、：]$/.test(line) || next.length === 0) return 0
  return line.split(' ').length <= 10 && joinLines(next).length > line.length ? 2 : 0
}

const isCapitals = (line: string): boolean =>
  line.length <= 80 && /\p{Lu}{3}/u.test(line) && line === line.toUpperCase() && !/[.;]$/.test(line) && line.split(' ').length <= 10

/**
 * Undoes an editor's line breaks, and keeps those that mean something: after a short line, and before `Name: value`. No space goes between
 * Chinese or Japanese lines.
 */
function joinLines(lines: readonly string[]): string {
  const widest = Math.max(...lines.map(line => line.length))
  return lines.reduce((text, raw, index) => {
    const line = cleanLine(raw)
    if (index === 0) return line
    const before = lines[index - 1] ?? ''
    const isMeant = before.trim().length < widest * 0.6 || /^[\p{L} ]{1,30}[:：]\s/u.test(line) || widest < 50
    if (isMeant) return `${text}\n${line}`
    if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、]$/u.test(text)) return text + line
    return /\p{L}-$/u.test(text) ? text + line : `${text} ${line}`
  }, '')
}
