import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import type { UploadFile } from './upload.ts'

/** A file on disk as something to upload; read while it is sent, never whole into memory. Node only, which is why it has an entry of its own. */
export const fileFromPath = async (path: string): Promise<UploadFile> => ({ name: basename(path), data: await openAsBlob(path) })
