import { createHash } from 'node:crypto'

/** How tokens are stored: they are random enough that a plain hash cannot be turned back. */
export const hashToken = (token: string) => createHash('sha256').update(token).digest()
