import { randomUUID } from 'node:crypto'
import { access, mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { AppError } from '../errors.ts'
import type { FileStore } from './file-store.ts'

/** Keeps files below `folder`, under random names, by company. What was left half-way is removed at the start. */
export async function createDiskFileStore(folder: string): Promise<FileStore> {
  const root = resolve(folder)
  const scratch = join(root, 'scratch')
  await rm(scratch, { recursive: true, force: true })
  await mkdir(scratch, { recursive: true, mode: 0o700 })

  const locate = (key: string) => {
    const path = resolve(root, key)
    if (!path.startsWith(root + sep)) throw new AppError('NOT_FOUND')
    return path
  }

  return {
    scratchFolder: () => mkdtemp(join(scratch, 'upload-')),
    async keep(companyId, path) {
      const key = join(companyId, randomUUID())
      await mkdir(join(root, companyId), { recursive: true, mode: 0o700 })
      await flush(path)
      await rename(path, locate(key))
      return key
    },
    async pathOf(key) {
      const path = locate(key)
      await access(path).catch(() => {
        throw new AppError('NOT_FOUND', 'The original file is gone. Upload it again.')
      })
      return path
    },
    remove: key => rm(locate(key), { force: true }),
  }
}

async function flush(path: string) {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
