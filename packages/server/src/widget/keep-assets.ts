import { copyFile, mkdir, readdir, stat, unlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'

/** Milliseconds for which a page that is open, or cached, may ask for the files of an older widget. */
const longest = 90 * 24 * 3_600_000

/**
 * Keeps the hashed files of this widget in `folder` beside those of the ones before it: a page may hold an older script for a day and longer, and
 * that asks for the panel it was built with. What no start has used for 90 days is removed.
 */
export async function keepAssets(assets: string, folder: string, now = Date.now()): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const time = new Date(now)
  for (const name of await readdir(assets)) {
    await copyFile(join(assets, name), join(folder, name))
    await utimes(join(folder, name), time, time)
  }
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (now - (await stat(path)).mtimeMs > longest) await unlink(path)
  }
}
