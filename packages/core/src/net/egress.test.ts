import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createEgress } from './egress.ts'
import { EgressError } from './egress-error.ts'
import { parseEgressRule } from './egress-rule.ts'
import { findAddresses } from './find-addresses.ts'
import { loopbackForms, specialRanges, withEmbedded } from './testing/address-forms.ts'

let hits = 0
const canary = createServer((request, response) => {
  hits++
  if (request.url === '/redirect') return response.writeHead(302, { location: `http://127.0.0.1:${port}/secret` }).end()
  if (request.url === '/hang') return
  if (request.url === '/long') return response.end('x'.repeat(100_000))
  if (request.url === '/cut') return response.writeHead(200, { 'content-length': '1000' }).write('half', () => response.destroy())
  response.setHeader('x-seen-host', request.headers.host ?? '').end(`${request.method} ${request.url}`)
})
let port = 0

beforeAll(async () => {
  // Listens on every address of this machine, so that whatever leads here is noticed.
  await new Promise<void>(resolve => canary.listen(0, resolve))
  port = (canary.address() as AddressInfo).port
})
afterAll(() => {
  canary.closeAllConnections()
  canary.close()
})

const allowing = (...rules: string[]) => rules.flatMap(rule => parseEgressRule(rule) ?? [])
const strict = (addresses: readonly string[] = []) => createEgress({ allow: [], webPorts: [port], lookup: async () => addresses })
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'reached',
    (error: unknown) => (error instanceof EgressError ? error.failure : String(error)),
  )

describe('what is not public is never reached', () => {
  const addresses = specialRanges.flatMap(({ inside }) => inside)
  const forms = [
    ...loopbackForms,
    ...addresses.map(address => (address.includes(':') ? `[${address}]` : address)),
    ...withEmbedded('127.0.0.1').map(address => `[${address}]`),
    ...withEmbedded('169.254.169.254').map(address => `[${address}]`),
  ]

  test('written as an address, or as a name that leads there', async () => {
    hits = 0
    const written = forms.map(host => failureOf(strict(['127.0.0.1']).fetch(`http://${host}:${port}/`)))
    const named = [...addresses, ...addresses.flatMap(address => (address.includes(':') ? [] : withEmbedded(address)))].map(address =>
      failureOf(strict([address]).fetch(`http://shop.example:${port}/`)),
    )
    const connected = addresses.map(address => failureOf(strict([address]).connect('db.example', port)))
    const outcomes = await Promise.all([...written, ...named, ...connected])
    expect(outcomes.length).toBeGreaterThan(800)
    expect(new Set(outcomes)).toEqual(new Set(['refused']))
    expect(hits).toBe(0)
  })

  test('by a site without https, whose port 80 is open at public addresses alone', async () => {
    const found = (address: string, port = 80) =>
      findAddresses({ host: 'shop.example', port, allowsPort: candidate => candidate === 80, ports: '80' }, [], async () => [address])
    expect(await found('93.184.215.14')).toEqual(['93.184.215.14'])
    for (const address of ['127.0.0.1', '10.0.0.7', '192.168.1.20', '169.254.169.254', '::1', 'fd00::7'])
      expect(await failureOf(found(address)), address).toBe('refused')
    // As the program sets it up.
    const egress = createEgress({ allow: [], lookup: async () => ['10.0.0.7'] })
    for (const url of ['http://shop.example/', 'http://10.0.0.7/']) expect(await failureOf(egress.fetch(url)), url).toBe('refused')
    expect(() => egress.check('http://shop.example/')).not.toThrow()
    expect(() => egress.check('http://shop.example:81/')).toThrow(/Port 81/)
  })

  test('by a name that answers differently the second time', async () => {
    hits = 0
    let asked = 0
    const flipping = createEgress({ allow: [], webPorts: [port], lookup: async () => [asked++ === 0 ? '192.0.2.1' : '127.0.0.1'] })
    expect(await failureOf(flipping.fetch(`http://shop.example:${port}/`))).toBe('refused')
    expect(asked).toBe(1)
    expect(hits).toBe(0)
  })

  test('by a redirect, another scheme or a user name', async () => {
    const egress = createEgress({ allow: allowing(`127.0.0.1:${port}`), lookup: async () => ['127.0.0.1'] })
    hits = 0
    expect(await egress.fetch(`http://shop.example:${port}/redirect`)).toMatchObject({ status: 302 })
    expect(hits).toBe(1)
    for (const url of [
      'file:///etc/passwd',
      'ftp://shop.example/',
      'gopher://127.0.0.1/',
      'data:,x',
      'shop.example',
      `http://me:secret@shop.example:${port}/`,
    ])
      expect(await failureOf(egress.fetch(url))).toBe('refused')
    expect(hits).toBe(1)
  })

  test('through a proxy of the environment', async () => {
    hits = 0
    vi.stubEnv('http_proxy', `http://127.0.0.1:${port}`)
    expect(await failureOf(strict(['127.0.0.1']).fetch(`http://shop.example:${port}/`))).toBe('refused')
    vi.unstubAllEnvs()
    expect(hits).toBe(0)
  })
})

describe('what the operator allows', () => {
  test('is reached at this address and port, with the name in the Host header', async () => {
    const egress = createEgress({ allow: allowing(`127.0.0.0/8:${port}`), lookup: async () => ['10.0.0.1', '127.0.0.1'] })
    const answer = await egress.fetch(`http://shop.example:${port}/a?b=c`, { method: 'POST', body: 'hello' })
    expect(answer).toMatchObject({ status: 200, headers: { 'x-seen-host': `shop.example:${port}` }, truncated: false })
    expect(answer.body.toString()).toBe('POST /a?b=c')
    const socket = await egress.connect('db.example', port)
    expect(socket.remoteAddress).toBe('127.0.0.1')
    socket.destroy()
  })

  test('does not reach to other ports or addresses', async () => {
    const other = createEgress({
      allow: allowing(`127.0.0.1:${port + 1}`, `10.0.0.0/8:${port}`),
      webPorts: [port],
      lookup: async () => ['127.0.0.1'],
    })
    await expect(other.fetch(`http://shop.example:${port}/`)).rejects.toThrow(
      `shop.example leads to 127.0.0.1, which is not a public address. If it is meant, the operator of this server can allow it with EGRESS_ALLOW=127.0.0.1:${port}.`,
    )
    await expect(strict().fetch('http://8.8.8.8:25/')).rejects.toThrow(/Port 25 of 8.8.8.8 is not one of/)
    await expect(strict().connect('8.8.8.8', 22)).rejects.toThrow(/Port 22 of 8.8.8.8 is not one of 1024 and above/)
    await expect(strict().connect('http://8.8.8.8', 5432)).rejects.toThrow(/Give it without scheme and port/)
  })
})

describe('servers that do not behave', () => {
  const egress = () => createEgress({ allow: allowing(`127.0.0.1:*`), lookup: async () => ['127.0.0.1'] })

  test('end in time, within size, and with a reason', async () => {
    const url = (path: string) => `http://shop.example:${port}${path}`
    expect(await failureOf(egress().fetch(url('/hang'), { timeoutMs: 50 }))).toBe('timeout')
    expect(await failureOf(egress().fetch(url('/cut')))).toBe('unreachable')
    const long = await egress().fetch(url('/long'), { maxBytes: 1000 })
    expect([long.truncated, long.body.length]).toEqual([true, 1000])
    const gone = new AbortController()
    const pending = egress().fetch(url('/hang'), { signal: gone.signal })
    gone.abort(new Error('stopped'))
    await expect(pending).rejects.toThrow('stopped')
  })

  test('names that do not resolve, or never do', async () => {
    const failing = createEgress({ allow: [], lookup: () => Promise.reject(new Error('ENOTFOUND')) })
    expect(await failureOf(failing.fetch('https://shop.example/'))).toBe('unresolvable')
    const silent = createEgress({ allow: [], lookup: () => new Promise(() => {}) })
    expect(await failureOf(silent.fetch('https://shop.example/', { timeoutMs: 20 }))).toBe('timeout')
  })
})

test('rules are read strictly', () => {
  const good = ['10.0.0.0/8:5432', '127.0.0.1:11434', '127.0.0.1:*', '[fd00::/8]:443', '[::1]:80', ' 10.0.0.1:1 ']
  const bad = [
    '',
    '10.0.0.0/8',
    '10.0.0.0/33:80',
    '10.0.0:80',
    '0x7f.1:80',
    'localhost:80',
    '10.0.0.1:0',
    '10.0.0.1:65536',
    '10.0.0.1/x:80',
    '[10.0.0.1:80',
    '::1/',
  ]
  expect(good.filter(rule => parseEgressRule(rule) === null)).toEqual([])
  expect(bad.filter(rule => parseEgressRule(rule) !== null)).toEqual([])
})
