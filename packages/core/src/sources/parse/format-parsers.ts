import type { Format } from './detect-format.ts'
import type { FormatParser } from './source.ts'

/** One parser per format, loaded when a file of that format comes. */
export const formatParsers: Readonly<Record<Exclude<Format, 'zip'>, () => Promise<FormatParser>>> = {
  markdown: async () => (await import('./formats/markdown.ts')).parseMarkdown,
  text: async () => (await import('./formats/text.ts')).parseText,
  html: async () => (await import('./formats/html.ts')).parseHtml,
  pdf: async () => (await import('./formats/pdf.ts')).parsePdf,
  docx: async () => (await import('./formats/docx.ts')).parseDocx,
  xlsx: async () => (await import('./formats/xlsx.ts')).parseXlsx,
  csv: async () => (await import('./formats/csv.ts')).parseCsv,
  json: async () => (await import('./formats/json.ts')).parseJson,
  jsonl: async () => (await import('./formats/jsonl.ts')).parseJsonLines,
  eml: async () => (await import('./formats/eml.ts')).parseMail,
}
