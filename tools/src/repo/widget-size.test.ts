import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { root } from './source-files.ts'

/** Bytes on the wire, compressed with Brotli: what a page that carries the widget pays, and what a visitor who opens it pays. */
const budget = { untilItIsOpened: 3_000, untilItIsUsable: 20_000 }

const dist = join(root, 'packages/widget/dist')

function built(name: string) {
  try {
    return readFileSync(join(dist, name))
  } catch (cause) {
    throw new Error(`${name} is not built; build it with: node scripts/run.mjs build`, { cause })
  }
}

test('the widget stays within its budget', () => {
  const manifest: { loader: string; panel: string } = JSON.parse(built('manifest.json').toString())
  const sizeOf = (name: string) => brotliCompressSync(built(name)).length
  const loader = sizeOf(manifest.loader)
  const usable = loader + sizeOf(manifest.panel)
  console.log(`widget: ${loader} bytes until it is opened, ${usable} until it is usable (Brotli)`)
  expect(loader).toBeLessThanOrEqual(budget.untilItIsOpened)
  expect(usable).toBeLessThanOrEqual(budget.untilItIsUsable)
})
