import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Config, readConfig } from '../config.ts'
import { freePort } from '../fixtures/program.ts'
import { openDataDirectory } from '../postgres/data-directory.ts'
import { claimDataDirectory } from '../postgres/owner.ts'
import { placeBeside } from './place-beside.ts'

let dataDir: string
let config: Config
let said: string[]
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'craveva-beside-'))
  config = readConfig({ PORT: String(await freePort()), DATA_DIR: dataDir })
  said = []
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const place = () => placeBeside(config, 'woocommerce', line => said.push(line))

async function occupy(port: number) {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(port, config.host, resolve))
  return () => new Promise(resolve => server.close(resolve))
}

test('a demo shop runs as it is configured where nobody else does', async () => {
  expect(await place()).toEqual(config)
  expect(said).toEqual([])
})

test('beside a server it has a directory and ports of its own, and says so', async () => {
  const [release, free] = [await claimDataDirectory(dataDir), await occupy(config.port)]
  const own = join(dataDir, 'demo-shop-woocommerce')
  const placed = await place()
  expect(placed).toMatchObject({ dataDir: own, port: config.port + 10, publicUrl: `http://${config.host}:${config.port + 10}` })
  expect(said).toEqual([
    `A server is running with ${dataDir}. The demo shop leaves it alone, and runs beside it with ${own}.`,
    `Port ${config.port} is taken, so that this demo shop takes ${config.port + 10}.`,
  ])
  expect(await place()).toEqual(placed)
  const releaseOwn = await claimDataDirectory(await openDataDirectory(own))
  await expect(place()).rejects.toThrow('The demo shop on woocommerce is open already')
  await Promise.all([release(), releaseOwn(), free()])
})

test('an address that was configured stays, and a database of one’s own is shared', async () => {
  const [release, free] = [await claimDataDirectory(dataDir), await occupy(config.port)]
  config = { ...config, publicUrl: 'https://shop.example', databaseUrl: 'postgres://localhost/craveva' }
  expect(await place()).toMatchObject({ dataDir, port: config.port + 10, publicUrl: 'https://shop.example' })
  await Promise.all([release(), free()])
})
