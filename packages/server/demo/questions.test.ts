import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

interface Place {
  file: string
  any_of: string[]
}
interface Question {
  id: string
  question: string
  kind: 'direct' | 'paraphrase' | 'typo' | 'product' | 'unanswerable'
  language: string
  expect: (Place & { also?: Place[]; answer_any_of?: string[] }) | null
}

const read = (path: string) => readFileSync(join(import.meta.dirname, path), 'utf8')
const questions: Question[] = JSON.parse(read('questions.json'))
const pages = readdirSync(join(import.meta.dirname, 'pages'))
const rows = readRows(read('products.csv'))
const products = rows.filter(row => row.Title)

describe('questions over the demo shop', () => {
  it.each(questions.flatMap(places))('$id: $file says "$phrase"', ({ file, phrase }) => {
    expect(normalise(read(file))).toContain(normalise(phrase))
  })

  it('has enough of every kind and language', () => {
    const answerable = questions.filter(question => question.expect)
    expect(answerable.length).toBeGreaterThanOrEqual(60)
    expect(questions.length - answerable.length).toBeGreaterThanOrEqual(20)
    for (const language of ['de', 'fr', 'es'])
      expect(answerable.filter(question => question.language === language).length).toBeGreaterThan(4)
    for (const kind of ['direct', 'paraphrase', 'typo', 'product']) expect(answerable.some(question => question.kind === kind)).toBe(true)
    expect(new Set(questions.map(question => question.id)).size).toBe(questions.length)
    for (const question of questions) expect(question.expect === null).toBe(question.kind === 'unanswerable')
  })
})

describe('the products', () => {
  it('are at least sixty, each with a handle, a SKU and an illustration of its own', () => {
    expect(products.length).toBeGreaterThanOrEqual(60)
    expect(new Set(products.map(row => row.Handle)).size).toBe(products.length)
    expect(new Set(rows.map(row => row['Variant SKU'])).size).toBe(rows.length)
    for (const row of products) {
      expect(row['Image Src']).toBe(`/demo/images/${row.Handle}.svg`)
      expect(read(`images/${row.Handle}.svg`)).not.toMatch(/<script|\son\w+=|href=/)
    }
  })

  it('have prices, of which reductions are lower than before', () => {
    for (const row of rows) {
      expect(row['Variant Price']).toMatch(/^\d+\.\d\d$/)
      if (row['Variant Compare At Price']) expect(Number(row['Variant Compare At Price'])).toBeGreaterThan(Number(row['Variant Price']))
      expect(Number(row['Variant Inventory Qty'])).toBeGreaterThanOrEqual(0)
    }
    expect(rows.some(row => row['Variant Compare At Price'])).toBe(true)
    expect(rows.some(row => row['Variant Inventory Qty'] === '0')).toBe(true)
  })

  it('are drawn in less than 250 KB', () => {
    const bytes = products.map(row => statSync(join(import.meta.dirname, 'images', `${row.Handle}.svg`)).size)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(250_000)
  })
})

describe('the pages', () => {
  it('are at least ten in English, and some in three other languages', () => {
    expect(pages.filter(name => /^[\w-]+\.md$/.test(name)).length).toBeGreaterThanOrEqual(10)
    for (const language of ['de', 'fr', 'es']) expect(pages.some(name => name.endsWith(`.${language}.md`))).toBe(true)
  })

  it('begin with their title', () => {
    for (const name of pages) expect(read(`pages/${name}`), name).toMatch(/^# \S/)
  })

  it('are linked where they exist, from each other and from the shop, and nothing is loaded from elsewhere', () => {
    const shop = ['index.html', 'page.html', 'shop.js', 'shop.css', 'theme.css', 'scene.css', 'visit.css', 'page.css'].map(name =>
      read(`shop/${name}`),
    )
    const texts = [...shop, ...pages.map(name => read(`pages/${name}`))]
    const targets = texts.flatMap(text => [...text.matchAll(/\/demo\/pages\/([\w.-]+)/g)].map(match => `${match[1]}.md`))
    expect(targets.length).toBeGreaterThan(20)
    for (const target of targets) expect(pages).toContain(target)
    for (const name of pages) expect(targets, `no link to ${name}`).toContain(name)
    for (const text of shop) expect(text.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/(https?:)?\/\/[a-z]+\.[a-z]/)
  })

  it.each(['index.html', 'page.html'])('keep %s free of inline code and leave room for the widget', name => {
    const html = read(`shop/${name}`)
    expect(html).toMatch(/\{\{widget\}\}\s*<\/body>/)
    expect(html).not.toMatch(/<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=/)
  })
})

/** Every phrase that a passage may be recognised by, with the file it is to be found in. */
function places({ id, expect: wanted }: Question) {
  if (!wanted) return []
  return [wanted, ...(wanted.also ?? [])].flatMap(({ file, any_of }) => any_of.map(phrase => ({ id, file, phrase })))
}

/** Makes texts comparable: case, markup, quotes, dashes and white space do not count. */
function normalise(text: string) {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>/g, '')
    .replace(/[*_`\\]/g, '')
    .replace(/[‘’]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[‐-―]/g, '-')
    .replace(/\s+/g, ' ')
}

/** The rows of a CSV with a header; a quoted field may hold commas and doubled quotes. */
function readRows(csv: string): Record<string, string>[] {
  const [header = [], ...lines] = csv
    .trimEnd()
    .split('\n')
    .map(line => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(match => match[1]?.replaceAll('""', '"') ?? match[2] ?? ''))
  return lines.map(line => Object.fromEntries(header.map((name, column) => [name, line[column] ?? ''])))
}
