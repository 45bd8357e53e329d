import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

const extension = join(import.meta.dirname, '../shopify-app/extensions/craveva-chat')
const block = 'blocks/craveva-chat.liquid'
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'craveva-extension-'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

/** What Shopify's checks say of the block for themes, with its files changed. They know Liquid as it was when they were published. */
async function check(change: (copy: string) => Promise<void> = async () => {}) {
  // They would ask for news and keep them.
  vi.stubEnv('SHOPIFY_TLD_ROOT', join(folder, 'none'))
  vi.stubEnv('XDG_CACHE_HOME', folder)
  const { check } = await import('@shopify/theme-check-node')
  const copy = await mkdtemp(join(folder, 'copy-'))
  await cp(extension, copy, { recursive: true })
  await change(copy)
  const config = join(copy, '.theme-check.yml')
  await writeFile(config, 'extends: theme-check:theme-app-extension\n')
  return (await check(copy, config)).map(({ check, message }) => `${check}: ${message}`)
}

test('Shopify’s own checks have nothing to say against the block for themes', async () => {
  expect(await check()).toEqual([])
})

test('they would find what is wrong, words that a language lacks as well', async () => {
  const found = await check(async copy => {
    await appendFile(join(copy, block), '{{ server | unheard_of }}<script src="https://chat.example/x.js"></script>')
    await writeFile(join(copy, 'locales/de.schema.json'), '{ "settings": { "server": "Adresse", "agent": "Agent" } }')
  })
  expect(found.map(each => each.split(':')[0])).toEqual(['MatchingTranslations', 'ParserBlockingScript', 'RemoteAsset', 'UnknownFilter'])
})
