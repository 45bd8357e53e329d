import { PlatformError } from '../platform-error.ts'

/** The result of some work, or a `PlatformError` of this kind when it takes longer. The work may go on; nobody waits for it. */
export async function within<T>(ms: number, work: Promise<T>, words: string, kind: 'retryable' | 'uncertain' = 'retryable'): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PlatformError(kind, `${words} within ${ms / 1000} s`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
