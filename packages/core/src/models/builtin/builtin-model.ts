import { priceOrderWords, replacePriceOrder } from '../../retrieval/query/price-limits.ts'
import type { Group } from '../../retrieval/query/question.ts'
import { fold } from '../../retrieval/words/fold.ts'
import type { Model, ModelMessage, ModelPart, ModelRequest, ModelTool } from '../model.ts'
import { answerFromPassages, decline } from './answer-from-passages.ts'
import type { BuiltinAnswer, BuiltinQuestion } from './builtin-answer.ts'
import { chooseQuery } from './choose-query.ts'
import { phrasesFor } from './phrases/phrases-for.ts'
import { orderQuestion } from './shop/order-question.ts'
import { policyPassages } from './shop/policy-passages.ts'
import {
  knownByPriceCall,
  knownProductsCall,
  namesMore,
  orderCall,
  policiesCall,
  searchCall,
  shopTools,
  wasShopped,
} from './shop/shop-calls.ts'
import { type ShopPhrases, shopPhrasesFor } from './shop/shop-phrases.ts'
import { showRows } from './show-rows.ts'
import { spokenLanguage } from './spoken-language.ts'

type ToolMessage = Extract<ModelMessage, { role: 'tool' }>
type Reply = Extract<ModelPart, { type: 'tool-call' }> | Pick<BuiltinAnswer, 'text' | 'used' | 'declined'>

/**
 * The model that needs neither key nor network: it answers with what search found, sentence by sentence, and asks by rules: a shop for products and
 * orders, and a saved query where one holds every word of the question. What it shows of them is theirs.
 */
export const builtinModel: Model = {
  provider: 'builtin',
  async *stream(request) {
    const reply = replyTo(request)
    if ('arguments' in reply) yield reply
    else {
      const { text, used, declined } = reply
      yield { type: 'grounding', usedChunkIds: used, declined }
      for (const piece of pieces(text)) {
        if (request.signal.aborted) return
        yield { type: 'text', text: piece }
      }
    }
    yield { type: 'finish', reason: 'stop', usage: null }
  },
}

function replyTo(request: ModelRequest): Reply {
  const { messages, evidence, language, agentName, suggestedQuestions } = request
  const at = messages.findLastIndex(({ role }) => role === 'user')
  const question: BuiltinQuestion = {
    question: messages[at]?.content ?? '',
    passages: evidence,
    history: messages.slice(0, Math.max(0, at)),
    language,
    agentName,
    suggestions: suggestedQuestions,
  }
  const answers = messages.slice(at + 1).filter(message => message.role === 'tool')
  const called = answers.map(({ toolName }) => toolName)
  return afterTools(question, answers) ?? firstReply(question, called, request)
}

/** An order is asked for first; pages answer what they can, be they the shop's own; the rest is looked for in the shop. */
function firstReply(asked: BuiltinQuestion, called: readonly string[], { tools = [], mayCall: isAllowed = true }: ModelRequest): Reply {
  const { question, history } = asked
  const isDone = called.some(name => name !== shopTools.policies)
  const usable = isAllowed && !isDone ? tools.filter(({ name }) => !called.includes(name)) : []
  const order = orderCall(question, history, usable)
  if (order) return order
  const answer = answerFromPassages(asked)
  if (answer.kind === 'small talk' || answer.kind === 'curated') return answer
  const query = queryCall(question, usable)
  if (query) return query
  if (answer.kind === 'passages') return answer
  const found = answer.kind === 'products' ? productIds(asked, answer) : []
  const isSearched = called.at(-1) === shopTools.search
  const again = isSearched && isAllowed ? knownByPriceCall(question, suiting(asked), tools) : null
  if (again) return again
  // What the shop did not show now is not told from its index.
  const last = answer.kind === 'products' && wasShopped(called) ? decline(asked) : answer
  return policiesCall(question, usable) ?? knownProductsCall(question, found, usable) ?? searchCall(question, usable) ?? last
}

/** A saved query that holds every word of the question. */
function queryCall(question: string, tools: readonly ModelTool[]): Reply | null {
  const chosen = chooseQuery(
    question,
    tools.filter(({ tabular }) => tabular),
  )
  return chosen && { type: 'tool-call', id: 'query', name: chosen.name, arguments: JSON.stringify(chosen.arguments) }
}

/** Ids of products that suit a question for the cheapest or dearest, which the index knows nothing of. */
function suiting(asked: BuiltinQuestion): string[] {
  const words = priceOrderWords(asked.question)
  const isOther = ({ word }: Group) => !word.split(' ').every(each => words.has(each))
  const passages = asked.passages.map(({ understood, ...passage }) => ({
    ...passage,
    ...(understood ? { understood: { ...understood, groups: understood.groups.filter(isOther) } } : {}),
  }))
  const unordered = { ...asked, question: replacePriceOrder(fold(asked.question), ''), passages }
  const answer = answerFromPassages(unordered)
  return answer.kind === 'products' ? productIds(unordered, answer) : []
}

/** Ids that the shop knows of products in its index. */
const productIds = ({ passages }: BuiltinQuestion, { used }: BuiltinAnswer): string[] =>
  passages.flatMap(({ chunkId, fields }) => (used.includes(chunkId) && fields?.product_id ? [fields.product_id] : []))

/** What is said to that which a shop answered; null when it says nothing to the question. */
function afterTools(asked: BuiltinQuestion, answers: readonly ToolMessage[]): Reply | null {
  const rows = answers.map(({ content }) => showRows(content)).find(table => table !== null)
  if (rows) return { text: rows, used: [], declined: false }
  const last = answers.findLast(({ toolName }) => Object.values(shopTools).includes(toolName))
  if (!last) return null
  const language = asked.language ?? spokenLanguage(asked)
  const say = (text: string): Reply => ({ text, used: [], declined: false })
  const failed = last.content.startsWith('Error:')
  if (last.toolName === shopTools.policies) {
    // Pages are seldom called so.
    const question = asked.question.replace(/(?<!\p{L})(?:polic(?:y|ies)|richtlinien?|politiques?|pol[íi]ticas?)(?!\p{L})/giu, ' ')
    const answer = failed ? null : answerFromPassages({ ...asked, question, passages: policyPassages(last.content, question) })
    return answer?.declined && namesMore(asked.question) ? null : answer
  }
  const phrases = shopPhrasesFor(language)
  if (failed) return say(phrases.unavailable)
  if (last.toolName !== shopTools.order) return last.outcome === 'shown' ? say(below(phrasesFor(language).products)) : null
  return say(orderWords(last.outcome ?? '', phrases, asked))
}

/** What is said to what came of looking for an order: a word, and where the shop tells orders of some days alone, how many. */
function orderWords(outcome: string, phrases: ShopPhrases, { question, history }: BuiltinQuestion): string {
  const [, word = outcome, days] = /^(\w+?)_(\d+)_days$/.exec(outcome) ?? []
  if (word === 'shown') return below(phrases.orders)
  if (word === 'ask') return orderQuestion(question, history)?.order_number ? phrases.askProof : phrases.askOrder
  const words = (orderPhrases[word] ?? ['noOrder']).map(name => phrases[name])
  return [...words, ...(days === undefined ? [] : [phrases.tooOld.replace('{days}', days)])].join(' ')
}

const orderPhrases: Readonly<Record<string, readonly (keyof ShopPhrases)[]>> = {
  code: ['askCode'],
  code_or_email: ['askCode', 'noMail'],
  ask_email: ['askEmail'],
  wrong_code: ['wrongCode'],
  wait: ['wait'],
}

/** What introduces a list, said below what the shop shows. */
const below = (text: string) => text.replace(/\s*：$/, '。').replace(/\s*:$/, '.')

/** Whole sentences and lines, so that a bubble grows readably. */
const pieces = (text: string): string[] =>
  text.match(/[^\n.!?。！？]*(?:[.!?。！？]+(?=\s)\s*|\n+|$)|[^\n]+/g)?.filter(piece => piece !== '') ?? []
