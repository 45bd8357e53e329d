import { fold } from './fold.ts'
import { segmentUnspaced, unspacedScript } from './segment-unspaced.ts'

/** One place in a text. */
export interface Token {
  /** Folded, not stemmed. */
  readonly word: string
  /** Other spellings of the same place: `tshirt` for the `t` of `T-Shirt`, `10` for `10cm`. */
  readonly alternatives: readonly string[]
  readonly kind: 'word' | 'number' | 'code'
}

const pieces = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|[\p{L}\p{N}\p{M}]+(?:[-_./+&',:][\p{L}\p{N}\p{M}]+)*/gu
const amount = /^\d{1,3}(?:[,.' ]\d{3})+(?:[.,]\d{1,2})?$|^\d+(?:[.,]\d+)?$/
const plainWord = /^[a-z]+$/
const longestWord = 40
const none: readonly string[] = []

/** Words of a text in order, numbers, sizes and article numbers kept whole beside their parts. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  for (const piece of fold(text).match(pieces) ?? []) cut(piece, tokens)
  return tokens
}

function cut(piece: string, tokens: Token[]): void {
  if (plainWord.test(piece)) {
    if (piece.length <= longestWord) tokens.push({ word: piece, alternatives: none, kind: 'word' })
  } else if (unspacedScript.test(piece)) {
    for (const { word, alternatives } of segmentUnspaced(piece)) tokens.push({ word, alternatives, kind: 'word' })
  } else if (/^\p{L}+$/u.test(piece)) {
    if (piece.length <= longestWord) tokens.push({ word: piece, alternatives: none, kind: 'word' })
  } else if (amount.test(piece)) {
    tokens.push({ word: plainNumber(piece), alternatives: none, kind: 'number' })
  } else if (piece.includes('@')) {
    tokens.push({ word: piece, alternatives: piece.split(/[^\p{L}\p{N}]+/u), kind: 'code' })
  } else if (piece.includes("'")) {
    for (const part of withoutElision(piece)) cut(part, tokens)
  } else if (/[^\p{L}\p{N}\p{M}]/u.test(piece)) {
    cutCode(piece, tokens)
  } else if (piece.length <= longestWord) {
    tokens.push({ word: piece, alternatives: lettersAndDigits(piece), kind: /\p{N}/u.test(piece) ? 'code' : 'word' })
  }
}

/** `SKU-1234` is `sku` and `1234`, and together `sku1234`; a path or a chain of more than four is only its parts. */
function cutCode(piece: string, tokens: Token[]): void {
  const parts = piece.split(/[^\p{L}\p{N}\p{M}]+/u).filter(part => part !== '')
  const joined = parts.join('')
  const whole = parts.length <= 4 && joined.length <= longestWord && !/[/:]/.test(piece)
  parts.forEach((part, index) => {
    const kind = /\p{N}/u.test(part) ? (/^\p{N}+$/u.test(part) ? 'number' : 'code') : 'word'
    tokens.push({ word: part, alternatives: [...(whole && index === 0 ? [joined] : none), ...lettersAndDigits(part)], kind })
  })
}

/** `10cm` is `10` and `cm` too. */
function lettersAndDigits(piece: string): readonly string[] {
  const parts = /^(?:(\d+)(\p{L}+)|(\p{L}+)(\d+))$/u.exec(piece)
  return parts ? parts.slice(1).filter(part => part !== undefined && part !== '') : none
}

/** Thousands' separators go, the decimal sign is a point, closing zeros say nothing. */
function plainNumber(piece: string): string {
  const decimals = /[.,](\d{1,2})$/.exec(piece)?.[1]
  const whole = piece.slice(0, piece.length - (decimals === undefined ? 0 : decimals.length + 1)).replace(/\D/g, '')
  return decimals === undefined || /^0+$/.test(decimals) ? whole : `${whole}.${decimals.replace(/0$/, '')}`
}

/** Articles and pronouns joined by an apostrophe (`l'article`, `dell'ordine`), English contractions and possessives. */
function withoutElision(piece: string): string[] {
  const [first = '', ...rest] = piece.split("'")
  const last = rest.at(-1) ?? ''
  if (/^(?:s|t|ll|re|ve|m|d)$/.test(last)) return [last === 't' ? first.replace(/n$/, '') : first].filter(part => part !== '')
  if (/^(?:\p{L}{1,2}|.*qu|un|all|dall|dell|nell|sull|quell|quest|bell|gl)$/u.test(first)) return rest.flatMap(part => withoutElision(part))
  return [first, ...rest].filter(part => part !== '')
}
