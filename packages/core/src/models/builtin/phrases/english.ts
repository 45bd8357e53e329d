import type { Phrases } from './phrases.ts'

export const english: Phrases = {
  decline: "I couldn't find an answer to that in the information I have.",
  canHelp: 'You can ask me, for example:',
  topics: 'I can help with:',
  greeting: name => `Hello! I'm ${name}. What would you like to know?`,
  thanks: "You're welcome! Is there anything else you would like to know?",
  goodbye: 'Goodbye, and take care!',
  whoAmI: name => `I'm ${name}, an automatic assistant, not a person. I search this company's own documents and answer with what they say.`,
  source: 'Source',
  otherLanguage: 'I found this in another language:',
  askBack: 'That could mean several things. What is it about?',
  products: 'Here is what may suit you:',
  from: price => `from ${price}`,
  before: price => `was ${price}`,
  inStock: 'in stock',
  soldOut: 'sold out',
  price: 'Price',
  said: {
    greeting:
      /^(?:(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening|day)|greetings)(?: there| everyone| all| team)?(?: how are you(?: doing)?(?: today)?)?|how are you(?: doing)?(?: today)?|whats up)$/,
    thanks:
      /^(?:(?:ok |okay |great |perfect |super |cool |alright )*(?:thanks|thank you|thx|ty|cheers|much appreciated|thank u)(?: (?:a lot|so much|very much|a million|for (?:your|the) help|again|that helped|mate))*)$/,
    goodbye:
      /^(?:(?:ok |okay )*(?:bye|goodbye|bye bye|see you|see ya|have a (?:nice|good|great) (?:day|one|evening|weekend)|take care|good night)(?: bye| then| later)?)$/,
    whoAreYou:
      /^(?:(?:who|what) (?:are|r) (?:you|u)(?: exactly)?|(?:are|r) (?:you|u) (?:a |an |really |real |just )*(?:bot|robot|human|person|real person|ai|machine|chatbot|real|computer|chatgpt)(?: or (?:a |an )?(?:bot|robot|human|person|ai|machine|real person))?|am i (?:talking|chatting|speaking) (?:to|with) (?:a |an )?(?:bot|robot|human|person|real person|machine|ai)|what(?: i)?s your name|what can you do|how (?:do|can) you (?:work|help)(?: me)?|what can you help(?: me)? with|whats this)$/,
  },
}
