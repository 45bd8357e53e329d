import type { AnalyzedQuestion } from '../../retrieval/query/question.ts'
import { termsOf } from '../../retrieval/rank/shared-meaning.ts'
import type { BuiltinAnswer, BuiltinPassage } from './builtin-answer.ts'
import type { Phrases } from './phrases/phrases.ts'
import { priceLimits, withinLimits } from './price-limits.ts'
import { productDetails, productLine } from './product-line.ts'
import type { SupportedPassage } from './support.ts'

const mostProducts = 4
/** Share of a product's name that a question must hold to mean this product. */
const named = 0.6

/** Products as the shop describes them: the one that is named, or those that suit. null when the question is not about products. */
export function productAnswer(
  asked: string,
  question: AnalyzedQuestion,
  passages: readonly SupportedPassage[],
  phrases: Phrases,
): BuiltinAnswer | null {
  const products = onePerProduct(passages.filter(({ passage }) => passage.kind === 'product'))
  if (passages[0]?.passage.kind !== 'product' || !answersBest(products, passages)) return null
  const limits = priceLimits(asked)
  const fitting = products.filter(({ passage }) => withinLimits(passage.fields?.price, limits))
  const chosen = meantByName(question, products) ?? close(fitting.length > 0 ? fitting : products)
  const [only] = chosen
  return {
    text:
      only && chosen.length === 1
        ? productDetails(only, asked, phrases)
        : `${phrases.products}\n\n${chosen.map(product => `- ${productLine(product, question, phrases)}`).join('\n')}`,
    used: chosen.map(({ passage }) => passage.chunkId),
    declined: false,
    kind: 'products',
  }
}

/** Whether no page says more to the question than the products do: how long things are guaranteed stands on a page. */
function answersBest(products: readonly SupportedPassage[], passages: readonly SupportedPassage[]): boolean {
  const ofPages = Math.max(0, ...passages.filter(({ passage }) => passage.kind !== 'product').map(({ best }) => best))
  return Math.max(0, ...products.map(({ whole }) => whole)) >= ofPages - 0.05
}

/** The product whose name the question holds most of. */
function meantByName(question: AnalyzedQuestion, products: readonly SupportedPassage[]): SupportedPassage[] | null {
  const shares = products.map(product => ({ product, share: nameShare(question, product.passage) }))
  const best = Math.max(0, ...shares.map(({ share }) => share))
  return best < named
    ? null
    : shares
        .filter(({ share }) => share === best)
        .map(({ product }) => product)
        .slice(0, mostProducts)
}

function onePerProduct(passages: readonly SupportedPassage[]): SupportedPassage[] {
  const seen = new Set<string>()
  return passages.filter(({ passage }) => !seen.has(passage.title) && seen.add(passage.title))
}

const close = (products: readonly SupportedPassage[]): SupportedPassage[] => {
  const best = Math.max(0, ...products.map(({ whole }) => whole))
  return products.filter(({ whole }) => whole >= best * 0.85).slice(0, mostProducts)
}

/** Share of the product's name that the question speaks of. */
function nameShare(question: AnalyzedQuestion, { title, language }: BuiltinPassage): number {
  const name = termsOf(title, language)
  const asked = new Set(
    question.groups
      .flatMap(group => [group, ...group.parts])
      .flatMap(({ alternatives }) =>
        alternatives.filter(({ origin }) => origin === 'same' || origin === 'spelling').flatMap(({ terms }) => terms),
      ),
  )
  return [...name].filter(term => asked.has(term)).length / Math.max(name.size, 1)
}
