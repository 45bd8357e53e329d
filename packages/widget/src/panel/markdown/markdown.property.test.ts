import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Block, splitBlocks } from './blocks.ts'
import { type Inline, inline, plainText } from './inline.ts'
import { settledBlocks } from './settled-blocks.ts'

/** Pieces of which Markdown, and attempts to abuse it, are made. */
const pieces = [
  '*',
  '**',
  '_',
  '__',
  '~~',
  '`',
  '``',
  '```',
  '~~~',
  '[',
  ']',
  '](',
  ')',
  '(',
  '![',
  '<',
  '>',
  '> ',
  '# ',
  '### ',
  '- ',
  '* ',
  '1. ',
  '2) ',
  '  ',
  '    ',
  '\n',
  '\n\n',
  '\r\n',
  '|',
  '---',
  '|---|',
  ':-:',
  '\\',
  '&amp;',
  '&lt;',
  '&#39;',
  'a',
  'word ',
  'é',
  '👋🏽',
  '\u202e',
  '\u0000',
  'https://x.example',
  'http://x.example',
  'javascript:alert(1)',
  'data:text/html,<script>',
  'mailto:a@b.example',
  'tel:+1',
  '<https://x.example>',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '"',
  "'",
  ' "title"',
]
const markdown = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 40 })
  .map(parts => parts.join(''))

const inlineTextsOf = (block: Block): string[] => {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [block.text]
    case 'table':
      return block.rows.flat()
    case 'list':
      return block.items.flatMap(item => splitBlocks(item).flatMap(({ block }) => inlineTextsOf(block)))
    case 'quote':
      return splitBlocks(block.text).flatMap(({ block }) => inlineTextsOf(block))
    default:
      return []
  }
}

const elementsOf = (nodes: readonly Inline[]): Exclude<Inline, string>[] =>
  nodes.flatMap(node => (typeof node === 'string' ? [] : [node, ...elementsOf(node.children)]))

const depthOf = (nodes: readonly Inline[]): number =>
  Math.max(0, ...nodes.map(node => (typeof node === 'string' ? 0 : 1 + depthOf(node.children))))

test('never throws, links only where it may, and never nests links or nests without bound', () => {
  fc.assert(
    fc.property(markdown, fc.boolean(), (text, growing) => {
      for (const source of splitBlocks(text).flatMap(({ block }) => inlineTextsOf(block))) {
        const nodes = inline(source, growing)
        for (const { tag, href, children } of elementsOf(nodes)) {
          if (href !== undefined) expect(href).toMatch(/^(https:|mailto:|tel:)/)
          if (tag === 'a') expect(elementsOf(children).filter(each => each.tag === 'a')).toEqual([])
        }
        expect(depthOf(nodes)).toBeLessThan(60)
      }
    }),
    { numRuns: 3000 },
  )
})

test('no letter is lost or invented', () => {
  const letters = (text: string) => text.replace(/[^\p{L}]/gu, '')
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('*', '**', '_', '~~', '`', '[', ']', '\\', ' ', 'a', 'bc', 'é')).map(parts => parts.join('')),
      text => {
        expect(letters(plainText(inline(text)))).toBe(letters(text))
      },
    ),
    { numRuns: 2000 },
  )
})

test('text that arrives in pieces ends as the same blocks as the whole', () => {
  fc.assert(
    fc.property(markdown, fc.array(fc.nat(200), { maxLength: 8 }), (text, cuts) => {
      let shown: ReturnType<typeof splitBlocks> = []
      let before = ''
      for (const cut of [...cuts.map(at => Math.min(at, text.length)).sort((a, b) => a - b), text.length]) {
        const now = text.slice(0, cut)
        const kept = settledBlocks(
          before,
          now,
          shown.map(({ at }) => at),
        )
        shown = [...shown.slice(0, kept), ...splitBlocks(now, kept && shown[kept]?.at)]
        before = now
      }
      expect(shown).toEqual(splitBlocks(text))
    }),
    { numRuns: 5000, examples: [['a\n|\n---*', [7]]] },
  )
})
