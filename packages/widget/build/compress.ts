import { brotliCompressSync, constants } from 'node:zlib'

/** Brotli at its best; how it writes distances is tried in many ways, since which is shortest depends on the text. */
export function compress(text: string): Buffer {
  const tried = [0, 1, 2, 3].flatMap(postfix =>
    [0, 2, 6].map(direct =>
      brotliCompressSync(text, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_NPOSTFIX]: postfix,
          [constants.BROTLI_PARAM_NDIRECT]: direct << postfix,
        },
      }),
    ),
  )
  return tried.reduce((best, each) => (each.length < best.length ? each : best))
}
