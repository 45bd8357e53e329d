import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callPlatform } from './call-platform.ts'

const server = createServer((request, response) => {
  if (request.url === '/cut') return request.socket.destroy()
  if (request.url === '/cut-body') {
    response.writeHead(200, { 'content-length': '100' }).write('{"a":')
    return setTimeout(() => request.socket.destroy(), 20)
  }
  if (request.url === '/hang') return
  if (request.url === '/moved') return response.writeHead(302, { location: '/' }).end()
  response.writeHead(request.url === '/no' ? 404 : 200).end('{"a":1}')
})
let root: string
beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const open = new AbortController().signal
const call = (path: string, method: string, limits = {}) => callPlatform(root + path, { method }, { signal: open, ...limits })

test('an answer is told with its status, whatever that is', async () => {
  expect((await call('/', 'GET')).json()).toEqual({ a: 1 })
  expect(await call('/no', 'POST')).toMatchObject({ ok: false, status: 404 })
})

test.each([
  ['/cut', 'GET', {}, 'retryable'],
  ['/cut', 'POST', {}, 'uncertain'],
  ['/cut-body', 'POST', {}, 'uncertain'],
  ['/hang', 'POST', { timeoutMs: 30 }, 'uncertain'],
  ['/hang', 'GET', { signal: AbortSignal.abort() }, 'retryable'],
  ['/moved', 'GET', {}, 'retryable'],
  ['/', 'POST', { maxBytes: 3 }, 'refused'],
])('%s by %s with %j is %s', async (path, method, limits, kind) => {
  await expect(call(path, method, limits)).rejects.toMatchObject({ name: 'PlatformError', kind })
})

test('what found no server cannot have happened', async () => {
  const gone = createServer()
  await new Promise<void>(resolve => gone.listen(0, '127.0.0.1', resolve))
  const { port } = gone.address() as AddressInfo
  await new Promise(resolve => gone.close(resolve))
  const nowhere = `http://127.0.0.1:${port}/`
  await expect(callPlatform(nowhere, { method: 'POST' }, { signal: open })).rejects.toMatchObject({ kind: 'retryable' })
})
