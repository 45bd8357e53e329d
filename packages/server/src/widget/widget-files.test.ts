import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import type { Services } from '@craveva/core/context'
import express from 'express'
import { expect, test } from 'vitest'
import { widgetRoutes } from './widget-files.ts'

/** A file as it comes over the wire. */
async function load(url: string) {
  const response = await new Promise<IncomingMessage>((done, failed) =>
    get(url, { headers: { 'accept-encoding': 'br' } }, done).on('error', failed),
  )
  const body = Buffer.concat(await response.toArray())
  return { type: response.headers['content-type'], encoding: response.headers['content-encoding'], body }
}

test('scripts and texts are sent as they were compressed when they were built, and the script with settings in it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'craveva-widget-files-'))
  const files = { 'panel.abc.js': 'export {}', 'texts.abc.de.json': '["Senden"]' }
  await mkdir(join(root, 'dist/assets'), { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(root, 'dist/assets', name), text)
    await writeFile(join(root, 'dist/assets', `${name}.br`), brotliCompressSync(`${text} `))
  }
  await writeFile(join(root, 'dist/widget.js'), 'start("__CRAVEVA_SETTINGS__")')
  await writeFile(join(root, 'dist/manifest.json'), JSON.stringify({ panel: 'assets/panel.abc.js', integrity: 'sha256-x' }))
  const server = createServer(express().use(await widgetRoutes({} as Services, join(root, 'dist'), join(root, '.data'))))
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const panel = await load(`${origin}/widget/assets/panel.abc.js`)
  expect(panel).toMatchObject({ type: 'text/javascript; charset=utf-8', encoding: 'br' })
  expect(String(brotliDecompressSync(panel.body))).toBe('export {} ')
  const texts = await load(`${origin}/widget/assets/texts.abc.de.json`)
  expect(texts).toMatchObject({ type: 'application/json; charset=utf-8', encoding: 'br' })
  expect(String(brotliDecompressSync(texts.body))).toBe('["Senden"] ')
  const script = await load(`${origin}/widget.js`)
  expect(script).toMatchObject({ encoding: 'br' })
  expect(String(brotliDecompressSync(script.body))).toBe('start({"panel":"/widget/assets/panel.abc.js","integrity":"sha256-x"})')

  await new Promise(done => server.close(done))
  await rm(root, { recursive: true, force: true })
})
