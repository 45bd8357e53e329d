import { htmlBlocks } from '../html/html-blocks.ts'
import { cleanLines } from '../text/clean-text.ts'
import { listText } from '../text/question-pairs.ts'

/** A product's description without markup; shops keep it as HTML, and some exports write line ends as `\n`. */
export function plainDescription(html: string | null | undefined): string {
  const source = (html ?? '').replaceAll('\\r\\n', '\n').replaceAll('\\n', '\n')
  if (!/[<&]/.test(source)) return cleanLines(source)
  const text = htmlBlocks(/<(p|br|div|li|h\d|table)\b/i.test(source) ? source : source.replaceAll('\n', '<br>')).map(block => {
    switch (block.kind) {
      case 'list':
        return listText(block)
      case 'table':
        return [block.header, ...block.rows].map(row => row.filter(Boolean).join(': ')).join('\n')
      case 'qa':
        return `${block.question}\n${block.answer}`
      case 'product':
        return ''
      default:
        return block.text
    }
  })
  return cleanLines(text.join('\n'))
}
