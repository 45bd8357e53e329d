import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepAssets } from './keep-assets.ts'

const day = 24 * 3_600_000

test('files of older widgets stay for 90 days after they were last built', async () => {
  const root = await mkdtemp(join(tmpdir(), 'craveva-assets-'))
  const [assets, kept] = [join(root, 'assets'), join(root, 'kept')]
  const build = async (name: string) => {
    await rm(assets, { recursive: true, force: true })
    await mkdir(assets)
    await writeFile(join(assets, name), name)
  }
  const now = Date.now()
  await build('panel.one.js')
  await keepAssets(assets, kept, now)
  await build('panel.two.js')
  await keepAssets(assets, kept, now + 89 * day)
  expect((await readdir(kept)).toSorted()).toEqual(['panel.one.js', 'panel.two.js'])
  await keepAssets(assets, kept, now + 91 * day)
  expect(await readdir(kept)).toEqual(['panel.two.js'])
  await rm(root, { recursive: true, force: true })
})
