import { expect, it } from 'vitest'
import { readLines } from './read-lines.ts'

const url = 'https://storage.googleapis.com/shopify-bulk/1?Signature=x'
const text = '{"a":"ä"}\n\n{"b":"😀"}\n{"c":3}\n'
const size = Buffer.byteLength(text)

/** Serves the file in pieces of one byte, and tells what it was asked. */
function serve(response: (init: RequestInit) => Response | Promise<Response>) {
  const asked: string[] = []
  const fetch = (async (address, init = {}) => {
    asked.push(`${address} ${new Headers(init.headers).get('range') ?? 'all'}`)
    return response(init)
  }) as typeof globalThis.fetch
  const read = (offset = 0, file = { url, size: size as number | null }) =>
    Array.fromAsync(readLines(fetch, file, offset, new AbortController().signal))
  return { asked, read }
}

const bytes = (from: number, to = size) => {
  const file = Buffer.from(text)
  return new ReadableStream({
    start(controller) {
      for (let place = from; place < to; place++) controller.enqueue(new Uint8Array(file.subarray(place, place + 1)))
      controller.close()
    },
  })
}
const part = (from: number, range = `bytes ${from}-${size - 1}/${size}`) =>
  new Response(bytes(from), { status: 206, headers: { 'content-range': range } })

it('reads lines wherever pieces end, and says where each ended', async () => {
  const { read } = serve(() => new Response(bytes(0)))
  const lines = await read()
  expect(lines.map(({ text: line }) => line)).toEqual(['{"a":"ä"}', '{"b":"😀"}', '{"c":3}'])
  expect(lines.map(({ end }) => Buffer.from(text).subarray(0, end).toString())).toEqual([text.slice(0, 10), text.slice(0, 22), text])
})

it.each<[string, (from: number) => Response]>([
  ['the rest', part],
  ['the whole file', () => new Response(bytes(0))],
])('goes on from where it was when it gets %s', async (_, respond) => {
  const { read } = serve(() => new Response(bytes(0)))
  const lines = await read()
  const from = lines[0]?.end ?? 0
  const again = serve(() => respond(from))
  expect(await again.read(from)).toEqual(lines.slice(1))
  expect(again.asked).toEqual([`${url} bytes=${from}-`])
})

it('asks for nothing that it has', async () => {
  const { asked, read } = serve(() => new Response(bytes(0)))
  expect(await read(size)).toEqual([])
  expect(asked).toEqual([])
})

it.each([
  'http://storage.googleapis.com/shopify-bulk/1',
  'https://storage.googleapis.com/another-bucket/1',
  'https://storage.googleapis.com.example/shopify-bulk/1',
  'https://storage.googleapis.com:8443/shopify-bulk/1',
  'https://user@storage.googleapis.com/shopify-bulk/1',
  'https://169.254.169.254/shopify',
  'https://shopify.com.example/x',
  'file:///etc/passwd',
  '/shopify',
])('does not go to %s', async elsewhere => {
  const { asked, read } = serve(() => new Response(bytes(0)))
  await expect(read(0, { url: elsewhere, size: null })).rejects.toMatchObject({ kind: 'refused' })
  expect(asked).toEqual([])
})

it.each<[string, string, () => Response]>([
  ['that is gone', 'refused', () => new Response(null, { status: 404 })],
  ['that may not be read any more', 'refused', () => new Response(null, { status: 403 })],
  ['of a server in trouble', 'retryable', () => new Response(null, { status: 503 })],
  ['that ends early', 'retryable', () => new Response(bytes(0, 20))],
  ['of another place', 'refused', () => part(10, `bytes 9-${size - 1}/${size}`)],
  ['of nothing', 'retryable', () => new Response(null)],
])('fails with a file %s', async (_, kind, respond) => {
  await expect(serve(respond).read(10)).rejects.toMatchObject({ kind })
})

it('follows no redirect', async () => {
  let redirect: RequestInit['redirect']
  const { read } = serve(init => {
    redirect = init.redirect
    return new Response(bytes(0))
  })
  await read()
  expect(redirect).toBe('error')
})

it('keeps no line without an end', async () => {
  const endless = () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          controller.enqueue(new Uint8Array(1_000_000).fill(97))
        },
      }),
    )
  await expect(serve(endless).read(0, { url, size: null })).rejects.toMatchObject({ kind: 'refused' })
})
