import type { Block } from '../../document.ts'
import { markdownBlocks } from '../formats/markdown.ts'
import { textBlocks } from '../formats/text-blocks.ts'
import { htmlBlocks } from '../html/html-blocks.ts'
import { detectTextFormat } from '../text/detect-text-format.ts'

/** Blocks of a text within another format, which may itself be HTML or Markdown; its headings are put below `level`. */
export function markupBlocks(text: string, level: number): Block[] {
  const blocks = parsed(text)
  return blocks.map(block => (block.kind === 'heading' ? { ...block, level: Math.min(block.level + level - 1, 7) } : block))
}

function parsed(text: string): Block[] {
  if (/<(p|br|div|ul|ol|h[1-6]|table|strong|a)\b[^>]*>/i.test(text)) return htmlBlocks(text)
  if (text.length > 200_000 || !text.includes('\n')) return [{ kind: 'paragraph', text: text.trim() }]
  return detectTextFormat(text, 'text.md') === 'markdown' && /^#{1,6} |^[-*] |\]\(/m.test(text) ? markdownBlocks(text) : textBlocks(text)
}
