import { describe, expect, test } from 'vitest'
import { type Inline, inline, plainText } from './inline.ts'

/** Writes nodes as tags, for reading in a test. */
const show = (nodes: readonly Inline[]): string =>
  nodes
    .map(node => {
      if (typeof node === 'string') return node
      const { tag, href, children } = node
      return `<${tag}${href ? ` ${href}` : ''}>${show(children)}</${tag}>`
    })
    .join('')

const shown = (text: string, growing = false) => show(inline(text, growing))

describe('emphasis', () => {
  test.each([
    ['**bold** and *it*', '<strong>bold</strong> and <em>it</em>'],
    ['__bold__ and _it_', '<strong>bold</strong> and <em>it</em>'],
    ['***both***', '<em><strong>both</strong></em>'],
    ['**a *b* c**', '<strong>a <em>b</em> c</strong>'],
    ['~~gone~~', '<del>gone</del>'],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    ['**open', '**open'],
    ['a** b**', 'a** b**'],
    ['*a **b*', '<em>a **b</em>'],
    ['\\*no\\* \\\\', '*no* \\'],
    ['**Größe:** 3', '<strong>Größe:</strong> 3'],
  ])('%s', (text, expected) => expect(shown(text)).toBe(expected))
})

describe('code', () => {
  test.each([
    ['`a *b*`', '<code>a *b*</code>'],
    ['`` ` ``', '<code>`</code>'],
    ['`open', '`open'],
    ['``a`', '``a`'],
  ])('%s', (text, expected) => expect(shown(text)).toBe(expected))
})

describe('links', () => {
  test.each([
    ['[a *b*](https://x.example/y "T")', '<a https://x.example/y>a <em>b</em></a>'],
    ['[a](https://x.example/p_(1))', '<a https://x.example/p_(1)>a</a>'],
    ['see https://x.example/a.', 'see <a https://x.example/a>https://x.example/a</a>.'],
    ['(https://x.example/a)', '(<a https://x.example/a>https://x.example/a</a>)'],
    ['<mailto:a@x.example>', '<a mailto:a@x.example>a@x.example</a>'],
    ['[call](tel:+49301)', '<a tel:+49301>call</a>'],
    ['![lamp](https://x.example/l.png)', '<a https://x.example/l.png>lamp</a>'],
    ['[a [b](https://x.example/)', '[a <a https://x.example/>b</a>'],
    ['[1] and [2]', '[1] and [2]'],
    ['[x](javascript:alert)', '<span>x</span>'],
    ['[x](/relative)', '<span>x</span>'],
  ])('%s', (text, expected) => expect(shown(text)).toBe(expected))

  test('whose text names another host show where they lead', () => {
    expect(shown('[https://bank.example](https://evil.example/x)')).toContain('(evil.example)')
    expect(shown('[www.shop.example/a](https://shop.example/a)')).not.toContain('(')
    expect(shown('[our shop](https://shop.example/a)')).not.toContain('(')
  })
})

test('line breaks and entities', () => {
  expect(shown('a\nb  \nc &amp; &lt;b&gt; &copy;')).toBe('a<br></br>b<br></br>c & <b> &copy;')
})

describe('while more is to come', () => {
  test.each([
    ['**bo', '<strong>bo</strong>'],
    ['a **', 'a **'],
    ['*a **b', '<em>a <strong>b</strong></em>'],
    ['`co', '<code>co</code>'],
    ['see [the pa', 'see the pa'],
    ['see [the page](https://x.exa', 'see the page'],
  ])('%s', (text, expected) => expect(shown(text, true)).toBe(expected))
})

test('what must not be slow is not', () => {
  // Not a limit on time: the test as a whole would run into its own if any of these took quadratic time.
  const many = 30_000
  for (const piece of [
    '*',
    '**a ',
    '_a',
    '[',
    '[a](',
    '![',
    '`',
    '` ``',
    '](',
    '<https:',
    'https://',
    '&',
    '\\',
    '* *',
    '~~',
    '[a](b "',
    '((',
  ]) {
    plainText(inline(piece.repeat(many)))
    plainText(inline(piece.repeat(many), true))
  }
})
