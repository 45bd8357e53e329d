import { namesPrice, priceLimits, priceOrder, replacePriceOrder, withoutLimits } from '../../../retrieval/query/price-limits.ts'
import { readQuestion } from '../../../retrieval/query/read-question.ts'
import { fold } from '../../../retrieval/words/fold.ts'
import type { ModelMessage, ModelPart, ModelTool } from '../../model.ts'
import { orderQuestion } from './order-question.ts'

type Call = Extract<ModelPart, { type: 'tool-call' }>

/** The tools of a shop that the built-in model knows how to use; others it leaves alone. */
export const shopTools = {
  order: 'find_order',
  search: 'search_products',
  product: 'get_product',
  several: 'compare_products',
  policies: 'list_policies',
}

const mostProducts = 4
/** Of an order by price: the first, and what is next to it. */
const mostByPrice = 3
const longestQuery = 150

/** What is to be asked of the shop's orders; null when the visitor asks for none. */
export function orderCall(question: string, history: readonly ModelMessage[], tools: readonly ModelTool[]): Call | null {
  if (!has(tools, shopTools.order)) return null
  const asked = orderQuestion(question, history)
  return asked && call(shopTools.order, asked)
}

/** The live state of products that the index found, so that no price comes out of the index; null where a search has to keep to a price, or to an order by it. */
export function knownProductsCall(question: string, ids: readonly string[], tools: readonly ModelTool[]): Call | null {
  const [first, ...others] = ids.slice(0, mostProducts)
  if (first === undefined || (goesByPrice(question) && has(tools, shopTools.search))) return null
  if (others.length === 0) return has(tools, shopTools.product) ? call(shopTools.product, { product_id: first }) : null
  return has(tools, shopTools.several) ? call(shopTools.several, { product_ids: [first, ...others] }) : null
}

/**
 * The same in the order of their prices, after a search by price that found nothing: the shop has the words of its own language alone, and the index
 * those of others too. null where a price is a limit as well.
 */
export function knownByPriceCall(question: string, ids: readonly string[], tools: readonly ModelTool[]): Call | null {
  const order = priceOrder(question)
  const { least, most } = priceLimits(question)
  if (order === null || ids.length === 0 || least !== null || most !== null || isOnSale(question)) return null
  const known = ids.slice(0, mostProducts)
  if (known.length === 1) return has(tools, shopTools.product) ? call(shopTools.product, { product_id: known[0] }) : null
  return has(tools, shopTools.several) ? call(shopTools.several, { product_ids: known, order }) : null
}

/** A search of the shop for what the question names, or for what is cheapest or dearest of all; null when it names nothing. */
export function searchCall(question: string, tools: readonly ModelTool[]): Call | null {
  if (!has(tools, shopTools.search)) return null
  const limits = priceLimits(question)
  const words = namedIn(question)
  if (words.length === 0 && !goesByPrice(question)) return null
  const order = priceOrder(question)
  return call(shopTools.search, {
    query: words
      .map(({ word }) => word)
      .join(' ')
      .slice(0, longestQuery),
    on_sale: isOnSale(question),
    min_price: limits.least,
    max_price: limits.most,
    ...(order === null ? {} : { order, limit: mostByPrice }),
  })
}

const goesByPrice = (question: string): boolean => namesPrice(question) || isOnSale(question)

const isOnSale = (question: string) => onSale.test(fold(question))

/** Whether the shop was asked for products, live. */
export const wasShopped = (called: readonly string[]): boolean =>
  [shopTools.search, shopTools.product, shopTools.several].some(name => called.includes(name))

/** A word of its own, so that of a question for the cheapest alone its function words are not taken for what it is about. */
const orderWord = 'priceorder'

function namedIn(question: string) {
  const text = replacePriceOrder(withoutLimits(question), orderWord)
  const words = readQuestion(text).words.filter(({ word, weight }) => weight === 1 && word !== orderWord && !doing.test(fold(word)))
  return text.includes(orderWord) ? words.filter(({ word }) => !anything.test(fold(word)) && !asking.test(fold(word))) : words
}

/** Whether a question for a policy names something else, such as a product. */
export const namesMore = (question: string): boolean =>
  namedIn(question).some(({ word }) => !policy.test(fold(word)) && !anything.test(fold(word)))

const anything =
  /^(?:items?|articles?|artikel|goods|ware|things?|etwas|something|anything|articulos?|articol[oi]|artigos?|costs?|kostet|kosten|coute\w*|cuesta\w*|costa\w*)$/u
/** The place, and what asks in languages whose words for that are not told from others. */
const asking =
  /^(?:shops?|stores?|laden|boutique|magasin|tienda|negozio|loja|winkel|sklep\w*|hangisi|是|哪个|哪款|什么|商品|は|が|の|どれ|です|か|ですか|何|もの|어떤|것|무엇|뭐)$/u

/** What the shop says of itself, for questions that pages of shops answer. */
export const policiesCall = (question: string, tools: readonly ModelTool[]): Call | null =>
  has(tools, shopTools.policies) && policy.test(fold(question)) ? call(shopTools.policies, { topic: topicOf(fold(question)) }) : null

/** What else stands in a question counts less: returns of what was shipped are returns. */
const topics: readonly (readonly [string, RegExp])[] = [
  ['returns', /\b(?:return|refund|exchange|ruckgabe|rucksend|zuruck|umtausch|retour|rembours|devol|reembolso|reso|rimborso|zwrot)/],
  ['shipping', /\b(?:shipping|deliver|versand|liefer|livraison|envio|spedizione|verzend|dostaw)/],
  ['privacy', /\b(?:privacy|datenschutz)/],
  ['payment', /\b(?:pay|zahl|paiement|pago|pagamento|betal)/],
]

const topicOf = (folded: string): string => topics.find(([, words]) => words.test(folded))?.[0] ?? 'any'

const policy =
  /\b(?:return\w*|refund\w*|exchange\w*|shipping|deliver\w*|privacy|terms|warranty|guarantee|payment\w*|pay|ruckgabe|rucksend\w*|zuruckgeben|umtausch\w*|versand\w*|liefer\w*|datenschutz|garantie|zahl\w*|retour\w*|rembours\w*|livraison|paiement|devol\w*|reembolso|envio\w*|pago|reso|rimborso|zuruckgib\w*|zuruckschick\w*|spedizione|pagamento|retourner\w*|verzend\w*|betal\w*|zwrot\w*|dostaw\w*)\b/u
const onSale =
  /\b(?:on sale|sale|reduced|discounted|reduziert\w*|im angebot|sonderangebot\w*|en solde|soldes|rebajas|in saldo|saldi|promoc\w*|korting)\b/u
/** What one does with a product, and what every product is. */
const doing =
  /^(?:add|put|cart|basket|bag|buy|purchase|order|show|recommend|suggest|stock|available|sell|kauf\w*|bestell\w*|warenkorb|zeig\w*|empfehl\w*|verfugbar|lager|verkauf\w*|acheter|panier|comprar|carrito|carrinho|comprare|carrello|kopen|winkelwagen|price|preis|prix|precio|prezzo|cost|euros?|eur|dollars?|pounds?|sale|reduced|product\w*|produkt\w*|produit\w*)$/u

const has = (tools: readonly ModelTool[], name: string): boolean => tools.some(tool => tool.name === name)

const call = (name: string, input: object): Call => ({ type: 'tool-call', id: `builtin_${name}`, name, arguments: JSON.stringify(input) })
