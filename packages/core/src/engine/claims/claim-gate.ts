import type { Claim } from './claim.ts'
import { createEvidenceIndex, type EvidenceIndex } from './evidence-index.ts'
import { honestSentence } from './honest-sentence.ts'
import { isComputed } from './is-computed.ts'
import { readClaims } from './read-claims.ts'
import { createSentenceSplitter } from './split-sentences.ts'

/** A statement that nothing backs. */
export interface Unsupported {
  readonly sentence: string
  /** What of it was not found. */
  readonly claims: readonly string[]
}

/** Lets through of an answer, sentence by sentence, what was given to the turn; the rest is replaced by an honest sentence. */
export interface ClaimGate {
  push(text: string): string
  /** What was still held back. */
  end(): string
  readonly unsupported: readonly Unsupported[]
  /** Whether anything else than honest sentences was let through. */
  readonly saidSomething: boolean
}

export interface GateSettings {
  /** Texts that statements may rest on; more may come in between. Read when the first statement is looked up. */
  readonly evidence: () => readonly string[]
  /** Whether what is unsupported is held back, only noted, or not looked for. */
  readonly claims: 'block' | 'warn' | 'off'
  /** Whether a sentence is held back whatever it rests on. */
  readonly forbids?: ((sentence: string) => boolean) | null
  /** BCP 47; null: that of the statement. */
  readonly language: string | null
}

/** How many sentences back amounts are remembered to be added up. */
const remembered = 12

export function createClaimGate({ evidence, claims: setting, forbids = null, language }: GateSettings): ClaimGate {
  const splitter = createSentenceSplitter()
  /** What is only noted need not wait for the end of its sentence. */
  const streams = setting !== 'block' && !forbids
  const unsupported: Unsupported[] = []
  let index: EvidenceIndex | null = null
  let taken = 0
  const shown: (Claim & { kind: 'quantity' })[][] = []
  let replaced = false
  let saidSomething = false

  const lookUp = () => {
    const texts = evidence()
    index ??= createEvidenceIndex([])
    for (const text of texts.slice(taken)) index.add(text)
    taken = texts.length
    return index
  }

  const judge = (sentence: string): string => {
    if (sentence.trim() === '') return sentence
    if (forbids?.(sentence)) {
      unsupported.push({ sentence: sentence.trim(), claims: [] })
      return replace(sentence)
    }
    const claims = setting === 'off' ? [] : readClaims(sentence, 'answer')
    if (claims.length === 0) return pass(sentence)
    const known = lookUp()
    const backed: (Claim & { kind: 'quantity' })[] = []
    const missing: Claim[] = []
    for (const claim of claims) {
      if (known.has(claim)) {
        if (claim.kind === 'quantity') backed.push(claim)
      } else missing.push(claim)
    }
    const counts = claims
      .flatMap(claim => (claim.kind === 'quantity' ? claim.readings.map(({ value }) => value) : []))
      .concat(countsIn(sentence), known.amounts.counts)
    const unbacked = missing.filter(claim => {
      if (claim.kind !== 'quantity' || !isComputed(claim, sentence, [...shown.flat(), ...backed], counts, known.amounts)) return true
      backed.push(claim)
      return false
    })
    shown.push(backed)
    if (shown.length > remembered) shown.shift()
    if (unbacked.length === 0) return pass(sentence)
    unsupported.push({ sentence: sentence.trim(), claims: unbacked.map(({ text }) => text) })
    return setting === 'warn' ? pass(sentence) : replace(sentence)
  }

  const pass = (sentence: string) => {
    replaced = false
    saidSomething = true
    return sentence
  }

  /** One honest sentence for several in a row; lists and tables keep their lines apart. */
  const replace = (sentence: string) => {
    const end = /\s*$/.exec(sentence)?.[0] ?? ''
    if (replaced) return end.includes('\n\n') ? '\n\n' : ''
    replaced = true
    return `${honestSentence(sentence, language)}${end === '' ? ' ' : end}`
  }

  return {
    unsupported,
    get saidSomething() {
      return saidSomething
    },
    push(text) {
      const judged = splitter.push(text).map(judge).join('')
      return streams ? text : judged
    },
    end() {
      const judged = judge(splitter.end())
      return streams ? '' : judged
    },
  }
}

const countsIn = (sentence: string) => (sentence.match(/\d{1,3}/g) ?? []).map(Number)
