import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildWidget } from '../build/build.ts'
import { bundle } from '../build/bundle.ts'
import { compress } from '../build/compress.ts'
import { readTexts } from '../build/read-texts.ts'
import { sampleConfig } from './sample-config.ts'
import { toScript } from './to-script.ts'

/**
 * Bytes after brotli at its best: what a visitor loads. Goals are what we aim at, caps what a change must not go beyond. Usable is the panel with
 * streaming, Markdown, cards of products, orders and approvals, forms, styles and English texts.
 */
const budgets = {
  'before opening': { goal: 2500, cap: 2515 },
  'until usable': { goal: 18_000, cap: 18_015 },
  'what is needed later': { goal: 6500, cap: 6950 },
  'all of it': { goal: 23_000, cap: 24_960 },
  'a language': { goal: 1000, cap: 1000 },
  'sdk/chat': { goal: 1500, cap: 1500 },
}

let dist = ''
beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'craveva-sizes-'))
  await buildWidget(dist)
})
afterAll(() => rm(dist, { recursive: true, force: true }))

const packed = (text: string) => compress(text).length

function check(name: keyof typeof budgets, bytes: number) {
  const { goal, cap } = budgets[name]
  console.log(`${name}: ${bytes} bytes (goal ${goal}, cap ${cap})`)
  expect(bytes).toBeLessThanOrEqual(cap)
}

async function extras() {
  const { extras } = JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8'))
  return readFile(join(dist, extras), 'utf8')
}

async function served() {
  const { loader, panel, integrity } = JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8'))
  const settings = toScript({ panel: `/widget/${panel}`, integrity, config: sampleConfig })
  const script = (await readFile(join(dist, loader), 'utf8')).replace('"__CRAVEVA_SETTINGS__"', settings)
  return { script, panel: await readFile(join(dist, panel), 'utf8') }
}

test('the script, with the settings of an agent in it, the panel and its extras', async () => {
  const { script, panel } = await served()
  check('before opening', packed(script))
  check('until usable', packed(script) + packed(panel))
  check('what is needed later', packed(await extras()))
  check('all of it', packed(script) + packed(panel) + packed(await extras()))
})

test('a language', async () => {
  const { files } = await readTexts()
  check('a language', Math.max(...[...files.values()].map(packed)))
})

test('the part of the SDK that the widget takes', async () => {
  const { code } = await bundle({ entry: join(import.meta.dirname, '../../sdk/src/chat.ts'), fileName: 'chat.js' })
  check('sdk/chat', packed(code))
})

test('what is written beside a file for servers is that file, compressed', async () => {
  const files = await readdir(dist, { recursive: true })
  const written = files.filter(file => file.endsWith('.br'))
  expect(written.length).toBeGreaterThan(2)
  for (const file of written) {
    const plain = await readFile(join(dist, file.replace(/\.br$/, '')), 'utf8')
    expect((await readFile(join(dist, file))).length).toBe(packed(plain))
  }
})

test('cards and forms are in the panel, so that they are counted until it is usable', async () => {
  const { panel } = await served()
  for (const part of ['compare_at_price', 'tracking', 'consent_text', 'approval', 'blockquote', 'text/event-stream', 'AI assistant']) {
    expect(panel).toContain(part)
  }
})

test('nothing of the schemas, and none of the libraries it does without, is in it', async () => {
  const { script, panel } = await served()
  const all = script + panel + (await extras())
  for (const name of ['zod', 'preact', 'marked', 'DOMPurify', 'socket.io', 'innerHTML', 'eval(', 'new Function', 'document.cookie']) {
    expect(all).not.toContain(name)
  }
})
