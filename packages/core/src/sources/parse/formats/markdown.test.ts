import { describe, expect, it } from 'vitest'
import { readBytes } from '../testing/read-bytes.ts'

describe('markdown', () => {
  it('reads front matter: title, language and address', async () => {
    const { documents } = await readBytes(
      'docs/returns.md',
      '---\ntitle: "Returns: the short of it"\nlang: de\nurl: https://shop.example/returns # the page\ntags:\n  - a\n---\n# Rückgabe\n\nGern.\n',
    )
    expect(documents[0]).toMatchObject({
      key: 'docs/returns.md',
      title: 'Returns: the short of it',
      language: 'de',
      url: 'https://shop.example/returns',
      mediaType: 'text/markdown',
    })
  })

  it('takes its title from the first heading, else from its name', async () => {
    expect((await readBytes('a.md', 'Intro\n\n# Shipping to *Austria*\n\nText')).documents[0]?.title).toBe('Shipping to Austria')
    expect((await readBytes('help/gift-cards_2025.md', '- one\n- two\n\n> quote')).documents[0]?.title).toBe('Gift cards 2025')
  })

  it('keeps nested lists whole and joins soft line breaks', async () => {
    const { blocks } = await readBytes(
      'a.md',
      'First line\nsecond line  \nthird line\n\n1. Pack it\n   well\n   - box\n   - tape\n2. Send it\n',
    )
    expect(blocks).toEqual([
      { kind: 'paragraph', text: 'First line second line\nthird line' },
      { kind: 'list', ordered: true, items: ['Pack it well\n- box\n- tape', 'Send it'] },
    ])
  })

  it('keeps links that lead somewhere and the text of the others', async () => {
    const { blocks } = await readBytes(
      'a.md',
      'Use [the form](https://shop.example/form), [above](#top), [a page](../page.md), <help@shop.example>, [call](tel:+49401), [us]({{ site.mail }}) & <b>all</b> of it&nbsp;&copy;',
    )
    expect(blocks).toEqual([
      {
        kind: 'paragraph',
        text: 'Use [the form](https://shop.example/form), above, a page, help@shop.example, [call](tel:+49401), us & all of it ©',
      },
    ])
  })

  it('reads tables, code, setext headings and HTML', async () => {
    const { blocks } = await readBytes(
      'a.md',
      'Prices\n======\n\n| To | Price |\n|---|--:|\n| Austria | **3** € |\n\n```js\nlet a\n```\n\n<details><summary>Free?</summary>\n<p>No.</p>\n</details>\n',
    )
    expect(blocks).toEqual([
      { kind: 'heading', level: 1, text: 'Prices' },
      { kind: 'table', caption: null, header: ['To', 'Price'], rows: [['Austria', '3 €']] },
      { kind: 'code', text: 'let a' },
      { kind: 'qa', question: 'Free?', answer: 'No.' },
    ])
  })

  it('takes a bold line above text for a heading, and a bold line alone for text', async () => {
    const { blocks } = await readBytes('a.md', '## Help\n\n**Returns:**\n\nWithin 30 days.\n\n**Important**\n')
    expect(blocks.slice(1)).toEqual([
      { kind: 'heading', level: 3, text: 'Returns' },
      { kind: 'paragraph', text: 'Within 30 days.' },
      { kind: 'paragraph', text: 'Important' },
    ])
  })

  it('pairs marked questions and answers', async () => {
    const { blocks } = await readBytes(
      'a.md',
      '# FAQ\n\n**Q: Do you ship?**\n\nA: Yes.\n\nTo all of Europe.\n\nFrage: Und nach Bern?\nAntwort: Auch.\n\nGoodbye.\n',
    )
    expect(blocks.slice(1)).toEqual([
      { kind: 'qa', question: 'Do you ship?', answer: 'Yes.\nTo all of Europe.' },
      { kind: 'qa', question: 'Und nach Bern?', answer: 'Auch.' },
      { kind: 'paragraph', text: 'Goodbye.' },
    ])
  })

  it('leaves out a list of links to its own headings', async () => {
    const { blocks } = await readBytes('a.md', '- [One](#one)\n- [Two](#two)\n- [Three](#three)\n\n## One\n\nText\n')
    expect(blocks.map(block => block.kind)).toEqual(['heading', 'paragraph'])
  })

  it('makes several documents of a very long file, each under its headings', async () => {
    const section = (number: number) => `## Part ${number}\n\n### Detail\n\n${'Words of this part. '.repeat(600)}\n\n`
    const { documents } = await readBytes('long.md', `# Book\n\n${Array.from({ length: 60 }, (_, index) => section(index)).join('')}`)
    expect(documents.length).toBeGreaterThan(3)
    expect(documents.map(document => document.key).slice(0, 3)).toEqual(['long.md', 'long.md/part 2', 'long.md/part 3'])
    expect(new Set(documents.map(document => document.title))).toEqual(new Set(['Book']))
    for (const { blocks } of documents) expect(blocks[0]).toEqual({ kind: 'heading', level: 1, text: 'Book' })
    const parts = documents.flatMap(document => document.blocks).filter(block => block.kind === 'paragraph')
    expect(parts).toHaveLength(60)
  })
})
