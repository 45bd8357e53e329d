import { chmod, cp, mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findPackage, makeRunnable } from './binaries.ts'
import { ordinaryUser } from './fixtures/child.ts'
import { temporaryDirectory } from './fixtures/directories.ts'

const isRoot = process.getuid?.() === 0

/** The package as it comes from the registry, without its links, in a folder that is closed to others. */
async function installed() {
  const { native } = await findPackage()
  const folder = await temporaryDirectory()
  await chmod(folder, 0o755)
  const closed = join(folder, 'closed')
  await mkdir(closed, { mode: 0o700 })
  const copy = join(closed, 'native')
  await cp(native, copy, { recursive: true, filter: file => !file.endsWith('.a') && !file.endsWith('/postgresql/extension') })
  const links: { target: string }[] = JSON.parse(await readFile(join(copy, 'pg-symlinks.json'), 'utf8'))
  for (const { target } of links) await rm(join(closed, target), { force: true })
  return { native: copy, folder }
}

test('libraries are linked where the package lies', async () => {
  const { native, folder } = await installed()
  const { postgres } = await makeRunnable(native, join(folder, 'copy'), undefined)
  expect(postgres).toBe(join(native, 'bin', 'postgres'))
  await expect(stat(join(folder, 'copy'))).rejects.toThrow('ENOENT')
})

test.runIf(isRoot)('a package that the user cannot reach is copied once', async () => {
  const { native, folder } = await installed()
  const copy = join(folder, 'copy')
  const { postgres } = await makeRunnable(native, copy, ordinaryUser)
  expect(postgres).toBe(join(copy, 'bin', 'postgres'))
  const { ino } = await stat(postgres)
  await makeRunnable(native, copy, ordinaryUser)
  expect((await stat(postgres)).ino).toBe(ino)
})

test('a package that does not run here asks for DATABASE_URL', async () => {
  const { native, folder } = await installed()
  await rm(join(native, 'bin', 'postgres'))
  await expect(makeRunnable(native, join(folder, 'copy'), undefined)).rejects.toMatchObject({
    code: 'UNSUPPORTED_PLATFORM',
    message: expect.stringContaining('set DATABASE_URL to a PostgreSQL 15 or newer'),
  })
})
