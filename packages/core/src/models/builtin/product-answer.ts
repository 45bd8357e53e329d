import { priceLimits, priceOrder, withinLimits } from '../../retrieval/query/price-limits.ts'
import type { AnalyzedQuestion } from '../../retrieval/query/question.ts'
import { sharedMeaning, termsOf } from '../../retrieval/rank/shared-meaning.ts'
import type { BuiltinAnswer, BuiltinPassage } from './builtin-answer.ts'
import type { Phrases } from './phrases/phrases.ts'
import { productDetails, productLine } from './product-line.ts'
import { isCarried, type SupportedPassage } from './support.ts'

const mostProducts = 4
/** Share of a product's name that a question must hold to mean this product. */
const named = 0.6
/** How much more of the question a page may hold than the products, when it is products that are asked for. */
const shopping = 0.35

/** Products as the shop describes them: the one that is named, or those that suit. null when the question is not about products. */
export function productAnswer(
  asked: string,
  question: AnalyzedQuestion,
  passages: readonly SupportedPassage[],
  phrases: Phrases,
): BuiltinAnswer | null {
  const products = onePerProduct(passages.filter(({ passage }) => passage.kind === 'product'))
  const order = priceOrder(asked)
  const limits = priceLimits(asked)
  const fitting = products.filter(({ passage }) => withinLimits(passage.fields?.price, limits))
  const isLimited = limits.least !== null || limits.most !== null
  // Whoever names a price or wants the cheapest shops; a page may hold the same words.
  const patience = order !== null || (isLimited && fitting.length > 0) || asksItsPrice(question) ? shopping : 0.05
  if ((passages[0]?.passage.kind !== 'product' && patience < shopping) || !answersBest(products, passages, patience)) return null
  const ofKind = sameKind(question, fitting.length > 0 ? fitting : products)
  const chosen = meantByName(question, products) ?? (order === null ? close(ofKind) : byPrice(ofKind, order))
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

/** `How much is it?` after a product was spoken of. */
const asksItsPrice = ({ focus, groups }: AnalyzedQuestion): boolean =>
  focus === 'money' &&
  groups.some(({ weight }) => isCarried(weight)) &&
  groups.filter(({ word, weight }) => word !== '' && weight >= 1).length <= 1

/** Whether no page says more to the question than the products do: how long things are guaranteed stands on a page. */
function answersBest(products: readonly SupportedPassage[], passages: readonly SupportedPassage[], patience: number): boolean {
  const ofPages = Math.max(0, ...passages.filter(({ passage }) => passage.kind !== 'product').map(({ best }) => best))
  return products.length > 0 && Math.max(...products.map(({ whole }) => whole)) >= ofPages - patience
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

/** Of products of several kinds those whose name or kind holds most of the question: who asks for jackets wants no wax for them. */
function sameKind(question: AnalyzedQuestion, products: readonly SupportedPassage[]): readonly SupportedPassage[] {
  const shares = products.map(({ passage }) =>
    sharedMeaning(question, termsOf(`${passage.title} ${passage.fields?.type ?? ''}`, passage.language)),
  )
  const best = Math.max(0, ...shares)
  return best === 0 ? products : products.filter((_, index) => (shares[index] ?? 0) >= best * 0.7)
}

const byPrice = (products: readonly SupportedPassage[], order: 'cheapest' | 'dearest'): SupportedPassage[] =>
  products
    .filter(({ passage }) => passage.fields?.price !== undefined)
    .sort((a, b) => (Number(a.passage.fields?.price) - Number(b.passage.fields?.price)) * (order === 'cheapest' ? 1 : -1))
    .slice(0, mostProducts)

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
