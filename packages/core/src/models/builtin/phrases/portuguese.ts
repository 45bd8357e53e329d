import type { Phrases } from './phrases.ts'

export const portuguese: Phrases = {
  decline: 'Não encontrei resposta para isso nas informações que tenho.',
  canHelp: 'Pode perguntar-me, por exemplo:',
  topics: 'Posso ajudar com:',
  greeting: name => `Olá! Sou ${name}. O que gostaria de saber?`,
  thanks: 'De nada! Posso ajudar em mais alguma coisa?',
  goodbye: 'Até breve!',
  whoAmI: name =>
    `Sou ${name}, um assistente automático, não uma pessoa. Procuro nos documentos desta empresa e respondo com o que eles dizem.`,
  source: 'Fonte',
  otherLanguage: 'Encontrei isto noutra língua:',
  askBack: 'Isso pode significar várias coisas. De que se trata?',
  products: 'Isto pode interessar:',
  from: price => `a partir de ${price}`,
  before: price => `antes ${price}`,
  inStock: 'disponível',
  soldOut: 'esgotado',
  price: 'Preço',
  said: {
    greeting: /^(?:(?:ola|oi|bom dia|boa (?:tarde|noite)|e ai|hey)(?: a todos| tudo (?:bem|bom))*|tudo (?:bem|bom)|como (?:vai|esta))$/,
    thanks:
      /^(?:(?:ok |perfeito |otimo )*(?:obrigado|obrigada|muito obrigado|muito obrigada|valeu|agradeco)(?: (?:pela ajuda|mesmo|a voce))*)$/,
    goodbye: /^(?:(?:tchau|adeus|ate (?:logo|breve|mais|amanha)|tenha um bom dia|bom fim de semana))$/,
    whoAreYou:
      /^(?:quem (?:es|e voce|e tu|e)|(?:voce e|es|tu es|e) (?:um |uma |mesmo )*(?:bot|robo|humano|pessoa|ia|maquina|chatbot|pessoa real)(?: ou (?:um |uma )?(?:bot|robo|humano|pessoa|maquina))?|(?:estou falando|estou a falar|falo) com (?:um|uma) (?:robo|bot|humano|pessoa|maquina)|qual (?:e )?o seu nome|como se chama|o que (?:voce )?(?:pode|sabe|podes) fazer|como (?:voce )?funciona)$/,
  },
}
