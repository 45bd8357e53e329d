import { describe, expect, it } from 'vitest'
import { buildDocx, buildXlsx, wordHeading, wordItem, wordLists, wordParagraph, wordTable } from '../testing/build-office.ts'
import { readBytes } from '../testing/read-bytes.ts'

describe('docx', () => {
  it('reads headings by the meaning of their style, the title, and no table of contents', async () => {
    const { documents, blocks } = await readBytes(
      'guide.docx',
      buildDocx(
        wordParagraph('Handbook', '<w:pStyle w:val="Titel"/>') +
          wordParagraph('Returns 1', '<w:pStyle w:val="Verzeichnis1"/>') +
          wordHeading('Returns', 1) +
          wordParagraph('Within 30 days.') +
          wordParagraph('Sale items', '<w:outlineLvl w:val="1"/>') +
          wordParagraph('Within 14 days.') +
          wordParagraph('Note', '', '<w:b/>') +
          wordParagraph('Keep the box.'),
      ),
    )
    expect(documents[0]?.title).toBe('Handbook')
    expect(blocks.slice(1)).toEqual([
      { kind: 'heading', level: 1, text: 'Returns' },
      { kind: 'paragraph', text: 'Within 30 days.' },
      { kind: 'heading', level: 2, text: 'Sale items' },
      { kind: 'paragraph', text: 'Within 14 days.' },
      { kind: 'heading', level: 3, text: 'Note' },
      { kind: 'paragraph', text: 'Keep the box.' },
    ])
  })

  it('reads lists, nested ones, and tables with merged cells', async () => {
    const cell = (text: string, properties: string) => `<w:tc><w:tcPr>${properties}</w:tcPr>${wordParagraph(text)}</w:tc>`
    const table = `<w:tbl><w:tr>${cell('Zone', '')}${cell('Price', '')}</w:tr><w:tr>${cell('EU', '<w:vMerge w:val="restart"/>')}${cell('5 €', '')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('7 €', '')}</w:tr></w:tbl>`
    const body = wordItem('box', 1) + wordItem('lid', 1, 1) + wordItem('tape', 1) + wordItem('pack', 2) + wordItem('send', 2)
    const { blocks } = await readBytes('a.docx', buildDocx(body + table + wordTable([['Only', 'one row']]), { numbering: wordLists }))
    expect(blocks.slice(0, 2)).toEqual([
      { kind: 'list', ordered: false, items: ['box\n- lid', 'tape', 'pack', 'send'] },
      {
        kind: 'table',
        caption: null,
        header: ['Zone', 'Price'],
        rows: [
          ['EU', '5 €'],
          ['EU', '7 €'],
        ],
      },
    ])
  })

  it('reads links and notes, and not what was deleted', async () => {
    const body =
      '<w:p><w:r><w:t xml:space="preserve">See </w:t></w:r><w:hyperlink r:id="l1"><w:r><w:t>our form</w:t></w:r></w:hyperlink><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:tab/><w:t>here</w:t><w:br/><w:t>below &amp; beyond</w:t></w:r></w:p>'
    const footnotes = `<w:footnote w:id="2">${wordParagraph('Except holidays.')}</w:footnote>`
    const { blocks } = await readBytes('a.docx', buildDocx(body, { links: { l1: 'https://s.example/form' }, footnotes }))
    expect(blocks).toEqual([
      { kind: 'paragraph', text: 'See [our form](https://s.example/form) here\nbelow & beyond' },
      { kind: 'paragraph', text: 'Except holidays.' },
    ])
  })

  it('refuses declarations that no office program writes', async () => {
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
    const { failures, documents } = await readBytes('a.docx', buildDocx('', { parts: { 'word/document.xml': bomb } }))
    expect(documents).toEqual([])
    expect(failures[0]?.code).toBe('unsafe')
  })
})

describe('xlsx', () => {
  it('reads visible sheets with dates, amounts and shares as a reader sees them', async () => {
    const formats = ['#,##0.00 [$€-407]', 'yyyy\\-mm\\-dd', 'dd/mm/yyyy hh:mm', '0.0%', '"CHF" 0.00']
    const file = buildXlsx(
      [
        {
          name: 'Prices',
          data: [
            ['Zone', 'Price', 'Since', 'Until', 'Share', 'Duty'],
            [
              'EU',
              { value: 4.9, format: 0 },
              { value: 45292, format: 1 },
              { value: 45323.5, format: 2 },
              { value: 0.125, format: 3 },
              { value: 7, format: 4 },
            ],
            ['World', 0.1 + 0.2, '', '', '', ''],
          ],
        },
        { name: 'Hidden', state: 'hidden', data: [['secret', 'thing']] },
        { name: 'Empty', data: [] },
      ],
      formats,
    )
    const { blocks } = await readBytes('shipping.xlsx', file)
    expect(blocks).toEqual([
      { kind: 'heading', level: 1, text: 'Prices' },
      {
        kind: 'table',
        caption: null,
        header: ['Zone', 'Price', 'Since', 'Until', 'Share', 'Duty'],
        rows: [
          ['EU', '4.90 €', '2024-01-01', '2024-02-01 12:00', '12.5%', '7.00 CHF'],
          ['World', '0.3'],
        ],
      },
    ])
  })

  it('repeats cells that are merged over rows', async () => {
    const data = [
      ['Zone', 'City', 'Days'],
      ['EU', 'Graz', '1'],
      ['', 'Linz', '2'],
      ['CH', 'Bern', '3'],
    ]
    const file = buildXlsx([{ name: 'A', data, after: '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>' }])
    expect((await readBytes('a.xlsx', file)).blocks[0]).toMatchObject({
      rows: [
        ['EU', 'Graz', '1'],
        ['EU', 'Linz', '2'],
        ['CH', 'Bern', '3'],
      ],
    })
  })

  it('knows a list of products when it sees one', async () => {
    const file = buildXlsx(
      [
        {
          name: 'A',
          data: [
            ['Product name', 'Price', 'Colour'],
            ['Oak lamp', { value: 59, format: 0 }, 'brown'],
          ],
        },
      ],
      ['[$€-407]#,##0.00'],
    )
    expect((await readBytes('a.xlsx', file)).blocks[0]).toMatchObject({
      kind: 'product',
      product: { title: 'Oak lamp', currency: 'EUR', options: [{ name: 'Colour', values: ['brown'] }] },
    })
  })

  it('is not misled by declared measures', async () => {
    const file = buildXlsx([{ name: 'A', data: '<row r="1048576"><c r="C1048576"><v>1</v></c></row>' }])
    expect((await readBytes('a.xlsx', file)).blocks).toEqual([{ kind: 'table', caption: null, header: [], rows: [['', '', '1']] }])
  })
})
