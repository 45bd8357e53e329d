import { AppError } from '../errors.ts'

interface Kind {
  readonly mediaType: string
  /** What the content begins with; text has no mark. */
  readonly begins?: readonly number[]
}

/** What visitors can send: pictures and documents that an operator opens without danger. */
const kinds: Readonly<Record<string, Kind>> = {
  png: { mediaType: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47] },
  jpg: { mediaType: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
  jpeg: { mediaType: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
  gif: { mediaType: 'image/gif', begins: [0x47, 0x49, 0x46, 0x38] },
  webp: { mediaType: 'image/webp', begins: [0x52, 0x49, 0x46, 0x46] },
  pdf: { mediaType: 'application/pdf', begins: [0x25, 0x50, 0x44, 0x46] },
  txt: { mediaType: 'text/plain' },
  csv: { mediaType: 'text/csv' },
}

/** The media type of a file by its name, when its content agrees. Throws INVALID_REQUEST for other kinds. */
export function mediaTypeOf(name: string, content: Uint8Array): string {
  const kind = kinds[name.split('.').at(-1)?.toLowerCase() ?? '']
  if (!kind || !fits(kind, content))
    throw new AppError('INVALID_REQUEST', `Files can be: ${Object.keys(kinds).join(', ')}.`, { details: { file: 'is of another kind' } })
  return kind.mediaType
}

const fits = ({ begins }: Kind, content: Uint8Array) =>
  begins ? begins.every((byte, index) => content[index] === byte) : !content.includes(0)
