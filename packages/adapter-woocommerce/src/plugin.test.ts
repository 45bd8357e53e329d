import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fromBuffer } from 'yauzl'
import { tendPlugin } from './plugin.ts'
import { zipPlugin } from './plugin-zip.ts'
import { type FakeWooCommerce, shopUrl, startFakeWooCommerce } from './testing/fake-woocommerce.ts'
import { createWooApi } from './woo-api.ts'

const connection = { server: 'https://chat.example', agent: 'agent_1', deployment: 'dep_1' }
const download = 'https://chat.example/hooks/woocommerce/dep_1/plugin.zip'
const secret = 'a secret that only the shop and we know'
let fake: FakeWooCommerce

beforeEach(async () => {
  fake = await startFakeWooCommerce()
})
afterEach(() => fake.close())

function tend(identitySecret: string | null = secret) {
  const api = createWooApi({ url: shopUrl, ...fake.keys, keysInAddress: false }, fake.reach)
  return tendPlugin({ api, connection, identitySecret, download })(AbortSignal.timeout(10_000))
}

describe('the plugin in the shop', () => {
  it('is named where it is not there, with the place to download it', async () => {
    expect(await tend()).toContain(download)
  })

  it('is not missed where the snippet stands on the front page, which is looked at now and then', async () => {
    const api = createWooApi({ url: shopUrl, ...fake.keys, keysInAddress: false }, fake.reach)
    const look = tendPlugin({ api, connection, identitySecret: secret, download })
    fake.frontPage = '<script async src="https://chat.example/widget.js?agent=agent_2"></script>'
    expect(await look(AbortSignal.timeout(10_000))).toContain(download)
    fake.frontPage = '<script async src="https://chat.example/widget.js?agent=agent_1"></script>'
    expect(await look(AbortSignal.timeout(10_000))).toContain(download)
    expect(await tend()).toBe(null)
    expect(fake.calls.filter(call => call === 'GET /')).toHaveLength(2)
  })

  it('is not missed where the front page leads on to one with the snippet, unless that is another site', async () => {
    const html = '<script async src="https://chat.example/widget.js?agent=agent_1"></script>'
    const leadTo = (location: string) => {
      fake.before = ({ pathname }) =>
        pathname === '/' ? { status: 302, headers: { location } } : pathname === '/en/' ? { status: 200, body: html } : null
    }
    leadTo('/en/')
    expect(await tend()).toBe(null)
    for (const location of ['https://elsewhere.example/en/', '/', 'no address://']) {
      leadTo(location)
      expect(await tend(), location).toContain(download)
    }
  })

  it('is given the secret once, and again when it is another one', async () => {
    fake.plugin = { ...connection, identitySecret: '' }
    expect(await tend()).toBe(null)
    expect(fake.plugin.identitySecret).toBe(secret)
    expect(await tend()).toBe(null)
    expect(fake.calls.filter(call => call.startsWith('POST'))).toHaveLength(1)
    const other = secret.toUpperCase()
    expect(await tend(other)).toBe(null)
    expect(fake.plugin.identitySecret).toBe(other)
    expect(await tend(null)).toBe(null)
    expect(fake.plugin.identitySecret).toBe(other)
  })

  it.each([{ agent: 'agent_2' }, { deployment: 'dep_2' }, { server: 'https://old.example' }])('says when it shows %o', async other => {
    fake.plugin = { ...connection, identitySecret: '', ...other }
    expect(await tend()).toMatch(/shows another agent.*https:\/\/chat\.example.*agent_1.*dep_1/)
    expect(fake.plugin.identitySecret).toBe('')
  })

  it('says when the keys may not write', async () => {
    fake.plugin = { ...connection, identitySecret: '' }
    fake.readOnly = true
    expect(await tend()).toContain('enter the identity secret')
    expect(fake.plugin.identitySecret).toBe('')
  })

  it('leaves things as they are where the shop has a fault', async () => {
    fake.failWith = 500
    expect(await tend()).toBe(null)
  })
})

describe('the download', () => {
  it('is the folder as WordPress takes it, and knows whose it is', async () => {
    const files = await unzip(await zipPlugin(connection))
    expect([...files.keys()].every(name => name.startsWith('craveva-chat/'))).toBe(true)
    for (const name of ['craveva-chat.php', 'uninstall.php', 'readme.txt', 'assets/shop.js', 'includes/connection.php'])
      expect(files.get(`craveva-chat/${name}`)).toBe(
        await readFile(join(import.meta.dirname, '../wordpress-plugin/craveva-chat', name), 'utf8'),
      )
    expect([...files.keys()].filter(name => name.includes('/tests/'))).toEqual([])
    expect(JSON.parse(files.get('craveva-chat/connection.json') ?? '')).toEqual(connection)
  })
})

function unzip(zip: Buffer): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    const files = new Map<string, string>()
    fromBuffer(zip, { lazyEntries: true }, (error, archive) => {
      if (error) return reject(error)
      archive.on('entry', entry =>
        archive.openReadStream(entry, async (failed, stream) => {
          if (failed) return reject(failed)
          files.set(entry.fileName, await text(stream))
          archive.readEntry()
        }),
      )
      archive.on('end', () => resolve(files))
      archive.readEntry()
    })
  })
}
