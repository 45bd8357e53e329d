import { join } from 'node:path'
import { bundle } from './bundle.ts'
import { bundleExtras } from './bundle-extras.ts'
import { compress } from './compress.ts'

/** Prints what every file of the widget weighs, and what each module adds to it: `node --conditions=source build/print-sizes.ts`. */

const source = (path: string) => join(import.meta.dirname, '../src', path)
const weigh = (code: string) => (code ? compress(code).length : 0)

const files = [
  await bundle({ entry: source('loader/loader.ts'), fileName: 'loader' }),
  await bundle({
    entry: source('panel/panel.tsx'),
    fileName: 'panel',
    define: { TEXTS_FILE: '"texts"', EXTRAS: '["extras.12345678.js","sha256-ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQ="]' },
  }),
  await bundleExtras(),
]
for (const { fileName, code, modules } of files) {
  console.log(`\n${weigh(code)} B brotli, ${code.length} B: ${fileName}`)
  const rows = [...modules].map(([path, text]) => [path.replace(/^.*\/packages\//, ''), text.length, weigh(text)] as const)
  for (const [path, plain, packed] of rows.toSorted((one, other) => other[2] - one[2])) {
    console.log(`  ${String(packed).padStart(5)} ${String(plain).padStart(6)}  ${path}`)
  }
}
