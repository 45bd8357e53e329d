import { createHash } from 'node:crypto'

/** Three characters that keep a company's terms apart from others' in one index. A collision costs speed, never correctness. */
export function companySalt(companyId: string): string {
  return createHash('sha256')
    .update(companyId)
    .digest('base64url')
    .replace(/[^A-Za-z0-9]/g, 'x')
    .slice(0, 3)
}
