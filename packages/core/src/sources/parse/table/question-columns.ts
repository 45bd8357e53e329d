import type { Block } from '../../document.ts'
import { readColumns } from '../products/columns.ts'
import { plainDescription } from '../products/plain-description.ts'

const questionNames = [
  'question',
  'questions',
  'q',
  'faq',
  'frage',
  'fragen',
  'pregunta',
  'domanda',
  'pergunta',
  'vraag',
  'pytanie',
  'fråga',
  'вопрос',
  '问题',
  '問題',
  '質問',
]
const answerNames = [
  'answer',
  'answers',
  'a',
  'response',
  'reply',
  'antwort',
  'antworten',
  'réponse',
  'respuesta',
  'risposta',
  'resposta',
  'antwoord',
  'odpowiedź',
  'svar',
  'ответ',
  '答案',
  '回答',
]

/** For a table with a column of questions and one of answers: what makes a pair of its row. null: it is no such table. */
export function questionColumns(header: readonly string[]): ((row: readonly string[]) => Block | null) | null {
  const columns = readColumns(header)
  if (!columns.has(...questionNames) || !columns.has(...answerNames)) return null
  const questionOf = columns.reader(...questionNames)
  const answerOf = columns.reader(...answerNames)
  return row => {
    const question = plainDescription(questionOf(row)).replace(/\n+/g, ' ')
    const answer = plainDescription(answerOf(row))
    if (question && answer) return { kind: 'qa', question, answer }
    return question || answer ? { kind: 'paragraph', text: question || answer } : null
  }
}
