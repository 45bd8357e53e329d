import type { Phrases } from './phrases.ts'

export const english: Phrases = {
  decline: "I couldn't find an answer to that in the information I have.",
  canHelp: 'I can help with, for example:',
  greeting: name => `Hello! I'm ${name}. What would you like to know?`,
  thanks: "You're welcome! Is there anything else you would like to know?",
  goodbye: 'Goodbye, and take care!',
  whoAmI: name => `I'm ${name}, an automatic assistant. I search this company's own documents and quote what they say; I'm not a person.`,
  source: 'Source',
  otherLanguage: 'I found this in another language:',
  askBack: 'This could be about several things. Which one do you mean?',
  products: {
    found: 'These may suit you:',
    from: 'from',
    before: 'was',
    inStock: 'in stock',
    soldOut: 'sold out',
    costs: (name, price) => `${name} costs ${price}.`,
  },
}
