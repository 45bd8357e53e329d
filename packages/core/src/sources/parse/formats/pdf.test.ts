import { describe, expect, it } from 'vitest'
import { buildPdf, type PdfText } from '../testing/build-pdf.ts'
import { readBytes } from '../testing/read-bytes.ts'

const lines = (texts: readonly string[], top: number, x = 50, size = 10): PdfText[] =>
  texts.map((text, index) => ({ text, x, y: top - index * size * 1.3, size }))

describe('pdf', () => {
  it('finds headings by size and weight, and puts paragraphs together', async () => {
    const { blocks, documents } = await readBytes(
      'guide.pdf',
      buildPdf([
        [
          { text: 'Delivery guide', x: 50, y: 760, size: 20, bold: true },
          { text: 'Parcels', x: 50, y: 720, size: 14, bold: true },
          ...lines(
            [
              'We send parcels on the same day when you order before noon, and on the next work-',
              'ing day in all other cases. Parcels are insured against loss and damage on their way',
              'to you.',
            ],
            700,
          ),
          { text: 'Bulky goods', x: 50, y: 640, bold: true },
          ...lines(['Sofas and beds come with a carrier, who calls you before.'], 627),
        ],
      ]),
    )
    expect(documents[0]).toMatchObject({ title: 'Delivery guide', mediaType: 'application/pdf' })
    expect(blocks).toEqual([
      { kind: 'heading', level: 1, text: 'Delivery guide' },
      { kind: 'heading', level: 2, text: 'Parcels' },
      {
        kind: 'paragraph',
        text: 'We send parcels on the same day when you order before noon, and on the next working day in all other cases. Parcels are insured against loss and damage on their way to you.',
      },
      { kind: 'heading', level: 3, text: 'Bulky goods' },
      { kind: 'paragraph', text: 'Sofas and beds come with a carrier, who calls you before.' },
    ])
  })

  it('finds tables and lists by their place', async () => {
    const row = (cells: readonly string[], y: number) => cells.map((text, index) => ({ text, x: 50 + index * 140, y }))
    const { blocks } = await readBytes(
      'a.pdf',
      buildPdf([
        [
          ...lines(['These are the prices for parcels to our neighbours, from January on.'], 760),
          ...row(['Country', 'Price', 'Days'], 720),
          ...row(['Germany', '4.90', '2'], 705),
          ...row(['Austria', '9.90', '3'], 690),
          ...row(['Norway', '19.90', '7'], 675),
          ...lines(['\x95 First point is here', '\x95 Second point goes on over'], 640, 60),
          { text: 'two lines', x: 72, y: 614 },
        ],
      ]),
    )
    expect(blocks.slice(1)).toEqual([
      {
        kind: 'table',
        caption: null,
        header: ['Country', 'Price', 'Days'],
        rows: [
          ['Germany', '4.90', '2'],
          ['Austria', '9.90', '3'],
          ['Norway', '19.90', '7'],
        ],
      },
      { kind: 'list', ordered: false, items: ['First point is here', 'Second point goes on over two lines'] },
    ])
  })

  it('takes out page numbers and running lines, and goes on over the page', async () => {
    const page = (number: number, text: readonly string[]) => [
      { text: 'Lamp Shop handbook', x: 400, y: 815, size: 8 },
      ...lines(text, 780),
      { text: `Page ${number} of 3`, x: 280, y: 30, size: 8 },
    ]
    const { blocks } = await readBytes(
      'a.pdf',
      buildPdf([
        page(1, ['Whoever buys a lamp from us may bring it back within thirty days, and gets']),
        page(2, ['the money back in a week. This holds for all lamps that we have ever sold here.']),
        page(3, ['Bulbs are different.']),
      ]),
    )
    expect(blocks).toEqual([
      {
        kind: 'paragraph',
        text: 'Whoever buys a lamp from us may bring it back within thirty days, and gets the money back in a week. This holds for all lamps that we have ever sold here.',
      },
      { kind: 'paragraph', text: 'Bulbs are different.' },
    ])
  })

  it('takes the title that the file states, unless a program made it up', async () => {
    const page = [[{ text: 'Some text on a page.', x: 50, y: 700 }]]
    expect((await readBytes('terms.pdf', buildPdf(page, { title: 'Terms of sale' }))).documents[0]?.title).toBe('Terms of sale')
    expect((await readBytes('our-terms.pdf', buildPdf(page, { title: 'Microsoft Word - final_v3.docx' }))).documents[0]?.title).toBe(
      'Our terms',
    )
  })

  it('says what is wrong with scans, damaged files and too many pages', async () => {
    expect((await readBytes('a.pdf', buildPdf([[], []]))).failures[0]).toMatchObject({
      code: 'unsupported',
      reason: expect.stringContaining('only pictures'),
    })
    expect((await readBytes('a.pdf', '%PDF-1.7\nnothing')).failures[0]).toMatchObject({ code: 'damaged' })
    expect((await readBytes('a.pdf', buildPdf([[], [], []]), { pages: 2 })).failures[0]?.reason).toContain('3 pages; 2 are read')
  })
})
