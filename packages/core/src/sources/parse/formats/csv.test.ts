import { describe, expect, it } from 'vitest'
import { readBytes } from '../testing/read-bytes.ts'

describe('tables', () => {
  it.each([
    ['comma', 'Country,Price\nAustria,"3,90"\n'],
    ['semicolon', 'Country;Price\r\nAustria;3,90\r\n'],
    ['tab', 'Country\tPrice\nAustria\t3,90\n'],
    ['pipe', 'Country|Price\nAustria|3,90\n'],
    ['the sign that Excel states', 'sep=;\nCountry;Price\nAustria;3,90\n'],
  ])('separated by %s', async (_, text) => {
    expect((await readBytes('zones.csv', text)).blocks).toEqual([
      { kind: 'table', caption: null, header: ['Country', 'Price'], rows: [['Austria', '3,90']] },
    ])
  })

  it('finds the header below the title of a report', async () => {
    const { blocks } = await readBytes('report.csv', 'Stock report,,\n2025-01-01,,\n,,\nShelf,Lamp,Pieces\nA1,Oak,3\nA2,Steel,5\n')
    expect(blocks).toEqual([
      { kind: 'paragraph', text: 'Stock report' },
      { kind: 'paragraph', text: '2025-01-01' },
      {
        kind: 'table',
        caption: null,
        header: ['Shelf', 'Lamp', 'Pieces'],
        rows: [
          ['A1', 'Oak', '3'],
          ['A2', 'Steel', '5'],
        ],
      },
    ])
  })

  it('takes names and values for what they are', async () => {
    expect((await readBytes('a.csv', 'Phone,12345\nCity,Graz\n')).blocks[0]).toMatchObject({
      header: [],
      rows: [
        ['Phone', '12345'],
        ['City', 'Graz'],
      ],
    })
  })

  it('reads questions with answers', async () => {
    const { blocks } = await readBytes('faq.csv', 'Nr;Frage;Antwort\n1;Wie lange?;"Drei Tage,\nmeistens."\n2;Wo?;<p>In <b>Graz</b></p>\n')
    expect(blocks).toEqual([
      { kind: 'qa', question: 'Wie lange?', answer: 'Drei Tage,\nmeistens.' },
      { kind: 'qa', question: 'Wo?', answer: 'In Graz' },
    ])
  })

  it('reads ragged rows and stray quotation marks', async () => {
    const { blocks } = await readBytes('a.csv', 'Size,Width,Note\nM,20 cm\nL,30 cm,12" wide,more\n')
    expect(blocks[0]).toMatchObject({
      rows: [
        ['M', '20 cm'],
        ['L', '30 cm', '12" wide', 'more'],
      ],
    })
  })

  it('says which limit is exceeded', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `a,${index}`).join('\n')
    expect((await readBytes('a.csv', rows, { rows: 20 })).failures[0]).toMatchObject({
      code: 'too_large',
      reason: expect.stringContaining('more than 20 rows'),
    })
    expect((await readBytes('a.csv', `a,b\n${'x,'.repeat(50)}`, { columns: 20 })).failures[0]?.reason).toContain('51 columns')
    expect((await readBytes('a.csv', `a,b\n"${'x'.repeat(5000)}`, { rowCharacters: 1000 })).failures[0]?.reason).toContain('quotation mark')
    expect((await readBytes('a.csv', 'a,b\n1,"2\n')).failures[0]).toMatchObject({
      code: 'damaged',
      reason: expect.stringContaining('never closed'),
    })
  })
})
