import { expect, test } from 'vitest'
import { writtenIn } from './written-in.ts'

test.each([
  ['Wo ist meine Bestellung, und wann kommt die Ware?', 'de'],
  ['Où est ma commande, et quand est-ce que vous pouvez la livrer pour nous ?', 'fr'],
  ['Де моє замовлення?', 'uk'],
  ['أين طلبي؟', 'ar'],
  ['איפה ההזמנה שלי?', 'he'],
  ['제 주문은 어디에 있나요?', 'ko'],
  ['मेरा ऑर्डर कहाँ है?', 'hi'],
  ['注文はどこですか', 'ja'],
])('%s is surely %s', (text, language) => expect(writtenIn(text, { surely: true })).toBe(language))

test.each(['ok', '12345', 'Die Hard', 'سفارش من کجاست؟', 'det og for med', ''])('%s tells nothing for sure', text =>
  expect(writtenIn(text, { surely: true })).toBeNull(),
)
