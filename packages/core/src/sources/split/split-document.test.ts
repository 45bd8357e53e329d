import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maximumChunkLength } from '../chunk.ts'
import type { Block, ParsedDocument, ProductRecord } from '../document.ts'
import { plainBody } from './plain-body.ts'
import { splitDocument } from './split-document.ts'

const documentOf = (blocks: readonly Block[], title = 'Guide'): ParsedDocument => ({
  key: 'guide.md',
  title,
  mediaType: 'text/markdown',
  language: 'en',
  blocks,
  url: 'https://shop.example/guide',
})

const heading = (level: number, text: string): Block => ({ kind: 'heading', level, text })
const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
const prose = (sentences: number): string =>
  Array.from({ length: sentences }, (_, index) => `Sentence number ${index} of this text says something about parcels.`).join(' ')

describe('sections', () => {
  it('tells the path of headings and leaves out the title', () => {
    const chunks = splitDocument(documentOf([heading(1, 'Guide'), heading(2, 'Shipping'), heading(3, 'Austria'), paragraph(prose(5))]))
    expect(chunks.map(chunk => chunk.headings)).toEqual([['Shipping', 'Austria']])
    expect(chunks[0]).toMatchObject({ ordinal: 0, kind: 'text', title: 'Guide', language: 'en', url: 'https://shop.example/guide' })
  })

  it('joins small neighbours under their parent, with their headings in the text', () => {
    const blocks = [heading(1, 'Visit'), heading(2, 'Ghent'), paragraph('Lock 3'), heading(2, 'Hamburg'), paragraph('Quay 1')]
    expect(splitDocument(documentOf(blocks)).map(({ headings, body }) => ({ headings, body }))).toEqual([
      { headings: ['Visit'], body: 'Ghent\nLock 3\n\nHamburg\nQuay 1' },
    ])
  })

  it('keeps questions apart, however short, and marks them', () => {
    const blocks = [heading(2, 'Can I pay later?'), paragraph('Yes.'), heading(2, 'Is it safe?'), paragraph('Yes.')]
    const chunks = splitDocument(documentOf(blocks))
    expect(chunks.map(chunk => [chunk.kind, chunk.headings])).toEqual([
      ['qa', ['Can I pay later?']],
      ['qa', ['Is it safe?']],
    ])
  })

  it('takes every heading in a list of questions for one', () => {
    const chunks = splitDocument(documentOf([heading(2, 'FAQ'), heading(3, 'My parcel is late'), paragraph('Write to us.')]))
    expect(chunks[0]).toMatchObject({ kind: 'qa', headings: ['FAQ', 'My parcel is late'], body: 'Write to us.' })
  })

  it('keeps the words of a heading with nothing below it', () => {
    expect(splitDocument(documentOf([heading(2, 'Closed for good')])).map(chunk => chunk.body)).toEqual(['Closed for good'])
  })
})

describe('text', () => {
  it('cuts between sentences, in passages of about the same length', () => {
    const chunks = splitDocument(documentOf([paragraph(prose(30))]))
    expect(chunks.length).toBeGreaterThan(1)
    for (const { body } of chunks) {
      expect(body).toMatch(/^Sentence .*\.$/s)
      expect(body.length).toBeGreaterThan(400)
      expect(body.length).toBeLessThan(1000)
    }
  })

  it('cuts text without spaces, as Chinese, at its sentences', () => {
    const text = '商品自签收之日起七天内可以退货，运费由买家承担。'.repeat(80)
    const chunks = splitDocument({ ...documentOf([paragraph(text)]), language: 'zh' })
    expect(chunks.map(chunk => chunk.body).join('')).toBe(text)
    for (const { body } of chunks) expect(body.endsWith('。')).toBe(true)
  })

  it('never cuts within a character', () => {
    const chunks = splitDocument(documentOf([paragraph('👩‍👩‍👧‍👦'.repeat(400))]))
    expect(chunks.map(chunk => chunk.body).join('')).toBe('👩‍👩‍👧‍👦'.repeat(400))
    for (const { body } of chunks) expect(body.replaceAll('👩‍👩‍👧‍👦', '')).toBe('')
  })

  it('fences code', () => {
    expect(splitDocument(documentOf([{ kind: 'code', text: 'npm start' }]))[0]).toMatchObject({ kind: 'code', body: '```\nnpm start\n```' })
  })
})

describe('lists', () => {
  const items = Array.from({ length: 30 }, (_, index) => `Item ${index} which is described in a line of its own`)

  it('stay whole with the line that introduces them', () => {
    const blocks: Block[] = [paragraph('We ship to:'), { kind: 'list', ordered: true, items: ['Austria', 'Belgium\n- Ghent'] }]
    expect(splitDocument(documentOf(blocks))[0]).toMatchObject({ kind: 'list', body: 'We ship to:\n1. Austria\n2. Belgium\n  - Ghent' })
  })

  it('repeat that line where they go on', () => {
    const blocks: Block[] = [paragraph(`${prose(3)} We also do the following:`), { kind: 'list', ordered: false, items }]
    const chunks = splitDocument(documentOf(blocks)).filter(chunk => chunk.kind === 'list')
    expect(chunks.length).toBeGreaterThan(1)
    for (const { body } of chunks) expect(body).toContain('We also do the following:\n- Item')
  })
})

describe('tables', () => {
  const rows = Array.from({ length: 60 }, (_, index) => [`Country ${index}`, `${index}.90`, `${index} days`])

  it('are cut between rows, each part with the header', () => {
    const chunks = splitDocument(documentOf([{ kind: 'table', caption: 'Prices', header: ['To', 'Price', 'Time'], rows }]))
    expect(chunks.length).toBeGreaterThan(1)
    for (const { body, kind } of chunks) {
      expect(kind).toBe('table')
      expect(body.startsWith('Prices\n\n| To | Price | Time |\n| --- | --- | --- |\n| Country')).toBe(true)
    }
    expect(chunks.filter(chunk => chunk.body.includes('| Country 42 | 42.90 | 42 days |'))).toHaveLength(1)
  })

  it('become records when their cells hold text, and tell the fields of a single row', () => {
    const row = ['Oak', 'A tree '.repeat(60), 'hard']
    const [chunk] = splitDocument(documentOf([{ kind: 'table', caption: null, header: ['Wood', 'About', 'Kind'], rows: [row] }]))
    expect(chunk?.body).toContain('Wood: Oak\nAbout: A tree')
    expect(chunk?.fields).toMatchObject({ Wood: 'Oak', Kind: 'hard' })
  })

  it('of names and values become lines', () => {
    const table: Block = {
      kind: 'table',
      caption: null,
      header: ['', ''],
      rows: [
        ['Price', '8 €'],
        ['Length', '20 letters'],
      ],
    }
    expect(splitDocument(documentOf([table]))[0]?.body).toBe('Price: 8 €\nLength: 20 letters')
  })

  it('keep pipes in cells from being taken for columns', () => {
    const table: Block = { kind: 'table', caption: null, header: ['A', 'B', 'C'], rows: [['x|y', '1', '2']] }
    expect(splitDocument(documentOf([table]))[0]?.body).toContain('| x\\|y | 1 | 2 |')
  })
})

describe('questions', () => {
  it('stand above every part of their answer', () => {
    const chunks = splitDocument(documentOf([heading(2, 'Help'), { kind: 'qa', question: 'How long?', answer: prose(60) }]))
    expect(chunks.length).toBeGreaterThan(1)
    for (const chunk of chunks) expect(chunk).toMatchObject({ kind: 'qa', headings: ['Help', 'How long?'] })
  })
})

describe('products', () => {
  const variant = (options: string[], price: string, available: boolean | null = true, compareAtPrice: string | null = null) => ({
    sku: `S-${options.join('-')}`,
    options,
    price,
    compareAtPrice,
    available,
    stock: null,
  })
  const product: ProductRecord = {
    handle: 'flask',
    title: 'Lighthouse Flask',
    description: 'Keeps tea hot.',
    vendor: 'Tide',
    type: 'Flasks',
    tags: ['tea'],
    currency: 'EUR',
    options: [
      { name: 'Size', values: ['S', 'L'] },
      { name: 'Colour', values: ['red', 'blue'] },
    ],
    variants: [
      variant(['S', 'red'], '19.00', true, '25.00'),
      variant(['S', 'blue'], '19.00', true, '25.00'),
      variant(['L', 'red'], '29.00'),
      variant(['L', 'blue'], '29.00'),
    ],
    image: 'https://shop.example/flask.jpg',
    url: 'https://shop.example/flask',
    attributes: { Material: 'steel' },
  }

  it('are one passage with their variants merged', () => {
    const chunks = splitDocument(documentOf([{ kind: 'product', product }]))
    expect(chunks).toHaveLength(1)
    expect(chunks[0]).toMatchObject({
      kind: 'product',
      title: 'Lighthouse Flask',
      url: 'https://shop.example/flask',
      fields: {
        price: '19.00',
        price_max: '29.00',
        compare_at_price: '25.00',
        currency: 'EUR',
        available: 'true',
        sku: 'S-S-red, S-S-blue, S-L-red, S-L-blue',
        option_size: 'S, L',
        image: 'https://shop.example/flask.jpg',
        Material: 'steel',
      },
    })
    expect(chunks[0]?.body).toBe(
      [
        'Lighthouse Flask',
        'Price: 19.00–29.00 EUR',
        'Size: S, L',
        'Colour: red, blue',
        'Availability: in stock',
        '- S: 19.00 EUR, reduced from 25.00',
        '- L: 29.00 EUR',
        'Type: Flasks',
        'Brand: Tide',
        'Material: steel',
        'Tags: tea',
        'SKU: S-S-red, S-S-blue, S-L-red, S-L-blue',
        '',
        'Keeps tea hot.',
      ].join('\n'),
    )
  })

  it('name the variants that are sold out', () => {
    const variants = [variant(['S', 'red'], '19.00'), variant(['S', 'blue'], '19.00', false)]
    const [chunk] = splitDocument(documentOf([{ kind: 'product', product: { ...product, variants } }]))
    expect(chunk?.body).toContain('Availability: in stock, except S / blue (sold out)')
  })

  it('put a long description into further passages under their name', () => {
    const chunks = splitDocument(documentOf([{ kind: 'product', product: { ...product, description: prose(60) } }]))
    expect(chunks.length).toBeGreaterThan(2)
    for (const { body, fields } of chunks) {
      expect(body.startsWith('Lighthouse Flask\n')).toBe(true)
      expect(fields?.price).toBe('19.00')
    }
    expect(chunks[0]?.body).toContain('Sentence number 0')
  })
})

const word = fc.string({ unit: fc.constantFrom(...'abcdefgäöüß漢字かな0123456789'), minLength: 1, maxLength: 12 })
const text = fc.array(word, { minLength: 1, maxLength: 400 }).map(words => words.join(' ').replace(/(.{60,90}) /g, '$1. '))
const short = fc.array(word, { minLength: 1, maxLength: 6 }).map(words => words.join(' '))
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), level: fc.integer({ min: 1, max: 6 }), text: short }),
  fc.record({ kind: fc.constant('paragraph' as const), text }),
  fc.record({
    kind: fc.constant('list' as const),
    ordered: fc.boolean(),
    items: fc.array(fc.oneof(short, text), { minLength: 1, maxLength: 30 }),
  }),
  fc.record({ kind: fc.constant('qa' as const), question: fc.oneof(short, text), answer: text }),
  fc.record({ kind: fc.constant('code' as const), text }),
  fc.integer({ min: 1, max: 12 }).chain(columns =>
    fc.record({
      kind: fc.constant('table' as const),
      caption: fc.option(short),
      header: fc.array(short, { minLength: columns, maxLength: columns }),
      rows: fc.array(fc.array(fc.oneof(short, short, text), { minLength: columns, maxLength: columns }), { maxLength: 20 }),
    }),
  ),
)

const words = (texts: readonly string[]): Set<string> => new Set(texts.flatMap(part => part.match(/[\p{L}\p{N}]+/gu) ?? []))

function textsOf(block: Block): readonly string[] {
  if (block.kind === 'list') return block.items
  if (block.kind === 'table') return [block.caption ?? '', ...block.header, ...block.rows.flat()]
  if (block.kind === 'qa') return [block.question, block.answer]
  return block.kind === 'product' ? [] : [block.text]
}

describe('any document', () => {
  it('loses no word, keeps to the limit and numbers its chunks', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), blocks => {
        const chunks = splitDocument(documentOf(blocks, 'A title of its own'))
        const found = words(chunks.flatMap(chunk => [chunk.body, chunk.title, ...chunk.headings]))
        const lost = [...words(blocks.flatMap(textsOf))].filter(wanted => !found.has(wanted))
        expect(lost).toEqual([])
        expect(chunks.every(chunk => chunk.body.length > 0 && chunk.body.length <= maximumChunkLength)).toBe(true)
        expect(chunks.map(chunk => chunk.ordinal)).toEqual(chunks.map((_, index) => index))
      }),
      { numRuns: 150 },
    )
  })

  it('is split the same way every time', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), blocks => {
        expect(splitDocument(documentOf(blocks))).toEqual(splitDocument(documentOf(blocks)))
      }),
      { numRuns: 30 },
    )
  })
})

describe('plainBody', () => {
  it('takes out what is not text', () => {
    const body = 'See [our form](https://shop.example/form).\n- one\n2. two\n\n| A | B |\n| --- | --- |\n| x\\|y | 2 |'
    expect(plainBody(body)).toBe('See our form.\none\ntwo\n\nA · B\n\nx|y · 2')
  })
})
