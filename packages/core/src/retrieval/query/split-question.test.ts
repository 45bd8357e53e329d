import { expect, test } from 'vitest'
import { splitQuestion } from './split-question.ts'

test.each([
  ['can I return sale items, and how much is the jacket?', ['can I return sale items', 'how much is the jacket?']],
  ['do u have gift cards? whats the smallest amount', ['do u have gift cards?', 'whats the smallest amount']],
  ['Wie lange dauert der Versand und was kostet er?', ['Wie lange dauert der Versand', 'was kostet er?']],
  ['cuanto tarda el envio y cuanto cuesta', ['cuanto tarda el envio', 'cuanto cuesta']],
  ['Comment renvoyer un article ? Quand suis-je remboursé ?', ['Comment renvoyer un article ?', 'Quand suis-je remboursé ?']],
])('%s asks several things', (message, parts) => {
  expect(splitQuestion(message)).toEqual(parts)
})

test.each([
  ['told besides', 'I forgot to cancel my account a month ago. Can I get a refund?'],
  ['joins things, not questions', 'Can I return the jacket and the hat?'],
  ['has an `and` before what only looks like a question', 'How long do I have to return an item?'],
  ['asks nothing', 'the mug arrived broken, what now??'],
  ['is long', `What is this? ${'And what is that? '.repeat(40)}`],
  ['asks one thing', 'Where is my order?'],
])('a message that %s stays whole', (_, message) => {
  expect(splitQuestion(message)).toEqual([message])
})
