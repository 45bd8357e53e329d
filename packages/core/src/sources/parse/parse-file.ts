import type { ParsedDocument } from '../document.ts'
import type { FileFailure } from './file-failure.ts'
import { type ParseInput, parseFiles } from './parse-files.ts'

/** Reads one uploaded file, which may be an archive of files: see `parseFiles`. */
export function parseFile({
  path,
  name,
  ...rest
}: Omit<ParseInput, 'files'> & { readonly path: string; readonly name: string }): AsyncGenerator<ParsedDocument | FileFailure> {
  return parseFiles({ files: [{ path, name }], ...rest })
}
