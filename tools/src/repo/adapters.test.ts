import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { adapterMatrix } from '../adapters/matrix.ts'
import { filesEndingIn, isForTests, root } from './source-files.ts'

test('the page about adapters is as its script writes it', async () => {
  expect(readFileSync(join(root, 'docs/adapters.md'), 'utf8')).toBe(await adapterMatrix())
})

test('no word of a platform stands in the kit', () => {
  const kit = filesEndingIn('.ts').filter(({ path }) => path.startsWith('packages/adapter-kit/'))
  const words = /telegram|whatsapp|shopify|woocommerce|grammy|\bwaba\b|\bjid\b/i
  expect(kit.filter(({ text }) => words.test(text)).map(({ path }) => path)).toEqual([])
})

test('the seam has at most six required members in each of its interfaces', () => {
  const text = ['adapter', 'channel', 'connector', 'tool', 'health', 'key-value-store']
    .map(name => readFileSync(join(root, `packages/adapter-kit/src/${name}.ts`), 'utf8'))
    .join('\n')
  const interfaces = [...text.matchAll(/export interface (\w+)[^{]*\{\n([\s\S]*?)\n\}/g)]
  expect(interfaces.length).toBeGreaterThanOrEqual(7)
  for (const [, name, body = ''] of interfaces) {
    const required = body.split('\n').filter(line => /^ {2}(readonly )?\w+(<[^(]*>)?[(:]/.test(line))
    expect(required.length, name).toBeLessThanOrEqual(6)
    expect(required.length, name).toBeGreaterThan(0)
  }
})

test.each(['packages/adapter-telegram/src/', 'packages/adapter-whatsapp/src/cloud/', 'packages/adapter-whatsapp/src/web/'])(
  'a driver for a messenger has at most 600 lines, fixtures and tests left out: %s',
  folder => {
    const program = filesEndingIn('.ts').filter(({ path }) => path.startsWith(folder) && !isForTests(path))
    expect(program.length).toBeGreaterThan(3)
    expect(program.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0)).toBeLessThanOrEqual(600)
  },
)
