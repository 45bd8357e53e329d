import { mkdir, readdir, readFile, realpath, stat, statfs } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { major } from './binaries.ts'
import { diskFull, explainFileError, StartError } from './start-error.ts'

/** What a new cluster takes, its first write-ahead log included, in bytes. */
const spaceForCluster = 100_000_000

/** Creates the data directory where it is missing; the answer is its real path. */
export async function openDataDirectory(dataDir: string): Promise<string> {
  try {
    const path = resolve(dataDir)
    await createFolder(path)
    return await realpath(path)
  } catch (error) {
    throw explainFileError(error, resolve(dataDir))
  }
}

/** As with `recursive: true`, which however never comes back from a place without folders such as /proc, and hides why it failed elsewhere. */
async function createFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    const found = await stat(path).catch(() => undefined)
    if (found?.isDirectory()) return
    if (code !== 'ENOENT' || (await stat(dirname(path)).catch(() => undefined))) throw error
    await createFolder(dirname(path))
    await mkdir(path, { mode: 0o700 })
  }
}

/**
 * Says where in the data directory the cluster lies or shall lie, and whether it exists.
 * The major is in the name, because a cluster can be read by its own major alone.
 */
export async function findCluster(dataDir: string): Promise<{ directory: string; exists: boolean }> {
  const directory = join(dataDir, `postgres-${major}`)
  const names = await readdir(dataDir).catch(error => {
    throw explainFileError(error, dataDir)
  })
  if (names.includes(`postgres-${major}`)) {
    await checkVersion(directory)
    return { directory, exists: true }
  }
  const older = names.find(name => /^postgres-\d+$/.test(name))
  if (older) throw wrongMajor(join(dataDir, older), older.replace('postgres-', ''))
  await checkSpace(dataDir)
  return { directory, exists: false }
}

async function checkVersion(directory: string) {
  const version = await readFile(join(directory, 'PG_VERSION'), 'utf8').catch(error => {
    throw explainFileError(error, directory)
  })
  if (version.trim() !== String(major)) throw wrongMajor(directory, version.trim())
}

const wrongMajor = (directory: string, found: string) =>
  new StartError(
    'WRONG_MAJOR',
    `${directory} holds the data of PostgreSQL ${found}, and this release brings PostgreSQL ${major}, which cannot read it. ` +
      'Start the release that wrote it, or name another directory: DATA_DIR=/path/to/data npm start',
  )

async function checkSpace(dataDir: string) {
  const { bavail, bsize } = await statfs(dataDir)
  if (bavail * bsize < spaceForCluster) throw diskFull(dataDir)
}
