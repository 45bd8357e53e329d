import { describe, expect, it } from 'vitest'
import { readBytes } from '../testing/read-bytes.ts'

const read = async (value: unknown) => (await readBytes('data.json', JSON.stringify(value))).blocks

describe('json', () => {
  it('reads questions with answers, also in the form of schema.org', async () => {
    expect(await read([{ question: 'Do you ship?', answer: 'Yes.' }])).toEqual([{ kind: 'qa', question: 'Do you ship?', answer: 'Yes.' }])
    const page = {
      '@type': 'FAQPage',
      mainEntity: [{ '@type': 'Question', name: 'When?', acceptedAnswer: { '@type': 'Answer', text: '<p>Soon.</p>' } }],
    }
    expect((await read(page)).at(-1)).toEqual({ kind: 'qa', question: 'When?', answer: 'Soon.' })
  })

  it('makes headings of nested objects, lists of values and tables of like records', async () => {
    const blocks = await read({
      store: { name: 'Lamp Shop', openingHours: { monday: '9–17', sunday: null }, languages: ['de', 'en'] },
      shipping_zones: [
        { zone: 'EU', price: 5 },
        { zone: 'World', price: 15, note: 'customs' },
      ],
    })
    expect(blocks).toEqual([
      { kind: 'heading', level: 1, text: 'Store' },
      { kind: 'heading', level: 2, text: 'Lamp Shop' },
      { kind: 'list', ordered: false, items: ['Languages: de, en'] },
      { kind: 'heading', level: 3, text: 'Opening hours' },
      { kind: 'list', ordered: false, items: ['Monday: 9–17'] },
      { kind: 'heading', level: 1, text: 'Shipping zones' },
      {
        kind: 'table',
        caption: null,
        header: ['Zone', 'Price', 'Note'],
        rows: [
          ['EU', '5', ''],
          ['World', '15', 'customs'],
        ],
      },
    ])
  })

  it('reads articles in Markdown or HTML', async () => {
    expect(
      await read([
        { title: 'Care', body: '## Oil\n\nOil it **yearly**.' },
        { title: 'Mend', content: '<h2>Glue</h2><p>Use glue.</p>' },
      ]),
    ).toEqual([
      { kind: 'heading', level: 1, text: 'Care' },
      { kind: 'heading', level: 3, text: 'Oil' },
      { kind: 'paragraph', text: 'Oil it yearly.' },
      { kind: 'heading', level: 1, text: 'Mend' },
      { kind: 'heading', level: 3, text: 'Glue' },
      { kind: 'paragraph', text: 'Use glue.' },
    ])
  })

  it('reads one value per line', async () => {
    const { blocks, documents } = await readBytes('faq.jsonl', '{"q":"One?","a":"1"}\n\n{"q":"Two?","a":"2"}\n')
    expect(documents[0]?.mediaType).toBe('application/jsonl')
    expect(blocks).toEqual([
      { kind: 'qa', question: 'One?', answer: '1' },
      { kind: 'qa', question: 'Two?', answer: '2' },
    ])
  })

  it('says where the error is', async () => {
    expect((await readBytes('a.json', '{\n  "a": 1,\n  "b" 2\n}')).failures[0]?.reason).toMatch(/line 3, column \d/)
    expect((await readBytes('a.jsonl', '{"a":1}\n{"a":\n')).failures[0]?.reason).toContain('Line 2')
  })

  it('is not led to change the prototypes of objects', async () => {
    await readBytes('a.json', '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}')
    await readBytes('a.csv', '__proto__,constructor\npolluted,yes\nagain,yes\n')
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})
