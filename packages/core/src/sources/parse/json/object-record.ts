import type { Block } from '../../document.ts'
import { plainDescription } from '../products/plain-description.ts'
import { field, fieldValue, isArray, isObject, type JsonObject } from './json-value.ts'

/** A question with its answer, as FAQ exports and schema.org's `Question` have them. null: the object is something else. */
export function objectQuestion(object: JsonObject): Extract<Block, { kind: 'qa' }> | null {
  const isMarked = field(object, '@type') === 'Question'
  const question = field(
    object,
    'question',
    'q',
    'frage',
    'pregunta',
    'domanda',
    'pergunta',
    'vraag',
    '问题',
    '質問',
    ...(isMarked ? ['name'] : []),
  )
  const answer =
    field(object, 'answer', 'a', 'response', 'antwort', 'réponse', 'respuesta', 'risposta', 'resposta', 'antwoord', '答案', '回答') ||
    acceptedAnswer(object)
  return question && answer
    ? { kind: 'qa', question: plainDescription(question).replace(/\n+/g, ' '), answer: plainDescription(answer) }
    : null
}

function acceptedAnswer(object: JsonObject): string {
  const value = fieldValue(object, 'acceptedAnswer', 'suggestedAnswer', 'answer')
  const first = isArray(value) ? value[0] : value
  return isObject(first) ? field(first, 'text', 'body', 'content') : ''
}

const titleNames = ['title', 'name', 'headline', 'heading', 'subject', 'label', 'titel', 'titre', 'título', 'titolo', '标题', 'タイトル']

/** The member that names the record, if one does: short, on one line. */
export function recordTitle(object: JsonObject): { name: string; text: string } | null {
  for (const wanted of titleNames) {
    const name = Object.keys(object).find(key => key.toLowerCase() === wanted)
    const value = name === undefined ? undefined : object[name]
    if (name !== undefined && typeof value === 'string' && value.trim() && value.length <= 200)
      return { name, text: plainDescription(value).replace(/\n+/g, ' ') }
  }
  return null
}
