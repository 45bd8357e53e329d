import { expect, test } from 'vitest'
import { orderQuestion } from './order-question.ts'
import { shopPhrasesFor } from './shop-phrases.ts'

const nothing = { order_number: null, email: null, phone: null, postcode: null }

test.each<[string, object]>([
  ['Where is my order?', {}],
  ['Where is my order 1001?', { order_number: '1001' }],
  ['What about order #SO-1002, sam@example.com', { order_number: 'SO-1002', email: 'sam@example.com' }],
  ['my order 1001, I am jo.kim@example.com.', { order_number: '1001', email: 'jo.kim@example.com' }],
  ['Wo ist meine Bestellung 1001?', { order_number: '1001' }],
  ['Wann kommt mein Paket?', {}],
  ['Bestellung Nr. 4711', { order_number: '4711' }],
  ['Où est ma commande 1001 ?', { order_number: '1001' }],
  ['¿Dónde está mi pedido 1001?', { order_number: '1001' }],
  ['Order 1001, phone +49 170 1234567', { order_number: '1001', phone: '+49 170 1234567' }],
  ['我的订单 1001 在哪里', { order_number: '1001' }],
  ['我的订单1001在哪里', { order_number: '1001' }],
  ['注文1001はどこですか？メールはjo.kim@example.comです', { order_number: '1001', email: 'jo.kim@example.com' }],
  ['order 1002 postcode SW1A 1AA', { order_number: '1002', postcode: 'SW1A 1AA' }],
  ['Where is my order 1001? My zip code is 10115.', { order_number: '1001', postcode: '10115' }],
  ['Wo ist meine Bestellung 1001, PLZ: 10115', { order_number: '1001', postcode: '10115' }],
  ['Où est ma commande 1001 ? Code postal 75001', { order_number: '1001', postcode: '75001' }],
  ['Order 1001, 10115', { order_number: '1001', postcode: '10115' }],
  ['Where is my order 1001 of November 2026?', { order_number: '1001' }],
  ['Where is my order 32? My e-mail is jo.kim@example.com', { order_number: '32', email: 'jo.kim@example.com' }],
  ['order 32, jo.kim@example.com', { order_number: '32', email: 'jo.kim@example.com' }],
  ['order #7', { order_number: '7' }],
  ['Wo ist meine Bestellung Nr. 32?', { order_number: '32' }],
  ['Where is my order of 2 mugs?', {}],
  ['When does my order of the 24 arrive', {}],
])('%s', (question, expected) => {
  expect(orderQuestion(question, [])).toEqual({ ...nothing, ...expected })
})

test.each([
  'Can I order by phone?',
  'How do I cancel my order 1001?',
  'What does delivery cost?',
  'I am looking for a mug under 20 euros',
  'jo.kim@example.com',
  'Do you have size 122?',
  'I want to order 2.',
  'Was kostet der Versand?',
])('%s is about no order of one’s own', question => {
  expect(orderQuestion(question, [])).toBeNull()
})

const { askOrder, askProof, noOrder, askEmail, askCode, wrongCode, tooOld, noMail } = shopPhrasesFor('en')
const older = ` ${tooOld.replace('{days}', '60')}`
const said = (...texts: string[]) =>
  texts.map((content, index) => ({ role: index % 2 === 0 ? ('user' as const) : ('assistant' as const), content }))

test.each<[string, string[], object | null]>([
  ['jo.kim@example.com', ['Where is my order 1001?', askProof], { order_number: '1001', email: 'jo.kim@example.com' }],
  ['10115', ['Where is my order 1001?', askProof], { order_number: '1001', postcode: '10115' }],
  ['it is SW1A 1AA', ['my order 1001', askProof], { order_number: '1001', postcode: 'SW1A 1AA' }],
  ['1001', ['Where is my order?', askOrder], { order_number: '1001' }],
  ['1001, 10115', ['Where is my order?', askOrder], { order_number: '1001', postcode: '10115' }],
  ['1001 postcode SW1A 1AA', ['Where is my order?', askOrder], { order_number: '1001', postcode: 'SW1A 1AA' }],
  ['32', ['Where is my order?', askOrder], { order_number: '32' }],
  ['#32, jo.kim@example.com', ['Where is my order?', askOrder], { order_number: '32', email: 'jo.kim@example.com' }],
  ['1001 jo.kim@example.com', ['Where is my order?', askOrder], { order_number: '1001', email: 'jo.kim@example.com' }],
  ['sorry, jo.kim@example.com', ['my order 1001, jo@example.com', noOrder], { order_number: '1001', email: 'jo.kim@example.com' }],
  ['jo@example.com', ['my order 1001', askProof, '10115', askEmail], { order_number: '1001', email: 'jo@example.com' }],
  ['sorry, jo.kim@example.com', ['my order 1001, jo@example.com', noOrder + older], { order_number: '1001', email: 'jo.kim@example.com' }],
  ['123456', ['my order 1001, jo@example.com', askCode + older], { order_number: '1001', email: 'jo@example.com', code: '123456' }],
  ['jo@example.com', ['my order 1001', askProof, '10115', `${askCode} ${noMail}`], { order_number: '1001', email: 'jo@example.com' }],
  ['it was order 1002', ['my order 1001, jo@example.com', noOrder], { order_number: '1002', email: 'jo@example.com' }],
  ['123456', ['my order 1001, jo@example.com', askCode], { order_number: '1001', email: 'jo@example.com', code: '123456' }],
  [
    'it is 123 456',
    ['my order 1001', askProof, 'jo@example.com', askCode],
    { order_number: '1001', email: 'jo@example.com', code: '123456' },
  ],
  [
    '654-321',
    ['my order 1001, jo@example.com', askCode, '123456', wrongCode],
    { order_number: '1001', email: 'jo@example.com', code: '654321' },
  ],
  ['jo.kim@example.com', ['my order 1001, jo@example.com', askCode, '1', wrongCode], { order_number: '1001', email: 'jo.kim@example.com' }],
  ['I got none', ['my order 1001, jo@example.com', askCode], null],
  ['Do you have mugs?', ['Where is my order 1001?', askProof], null],
  ['jo.kim@example.com', ['Where is my order 1001?', 'It is on its way.'], null],
])('%s, after %j', (question, before, expected) => {
  expect(orderQuestion(question, said(...before))).toEqual(expected && { ...nothing, ...expected })
})
