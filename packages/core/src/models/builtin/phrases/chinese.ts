import type { Phrases } from './phrases.ts'

export const chinese: Phrases = {
  decline: '在我掌握的资料中没有找到这个问题的答案。',
  canHelp: '例如，您可以问我：',
  topics: '我可以帮您了解：',
  greeting: name => `您好！我是${name}。您想了解什么？`,
  thanks: '不客气！还有什么可以帮您？',
  goodbye: '再见，祝您愉快！',
  whoAmI: name => `我是${name}，一个自动助手，不是真人。我在这家公司自己的资料中查找，并用其中的内容回答您。`,
  source: '来源',
  otherLanguage: '我在另一种语言的资料中找到：',
  askBack: '这可能有几种意思，您想问的是哪一项？',
  products: '这些可能适合您：',
  from: price => `${price}起`,
  before: price => `原价${price}`,
  inStock: '有货',
  soldOut: '售罄',
  price: '价格',
  said: {
    greeting: /^(?:(?:你好|您好|嗨|哈喽|早上好|下午好|晚上好|在吗|你好吗))$/,
    thanks: /^(?:(?:谢谢|多谢|谢谢你|谢谢您|非常感谢|感谢))$/,
    goodbye: /^(?:(?:再见|拜拜|回头见|晚安))$/,
    whoAreYou: /^(?:(?:你|您)是(?:谁|什么)|(?:你|您)是(?:机器人|人|真人|ai)(?:吗)?|你叫什么(?:名字)?|你(?:能|会)做什么)$/,
  },
}
