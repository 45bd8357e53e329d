import { mkdir, readdir, readFile, realpath, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { major } from './binaries.ts'
import { diskFull, explainFileError, StartError } from './start-error.ts'

/** What a new cluster takes, its first write-ahead log included, in bytes. */
const spaceForCluster = 100_000_000

/** Creates the data directory where it is missing; the answer is its real path. */
export async function openDataDirectory(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    return await realpath(dataDir)
  } catch (error) {
    throw explainFileError(error, resolve(dataDir))
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
