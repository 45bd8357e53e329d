import type { Phrases } from './phrases.ts'

export const spanish: Phrases = {
  decline: 'No he encontrado respuesta a eso en la información que tengo.',
  canHelp: 'Puedes preguntarme, por ejemplo:',
  topics: 'Puedo ayudarte con:',
  greeting: name => `¡Hola! Soy ${name}. ¿Qué te gustaría saber?`,
  thanks: '¡De nada! ¿Puedo ayudarte en algo más?',
  goodbye: '¡Hasta pronto!',
  whoAmI: name =>
    `Soy ${name}, un asistente automático, no una persona. Busco en los documentos de esta empresa y respondo con lo que dicen.`,
  source: 'Fuente',
  otherLanguage: 'Esto lo he encontrado en otro idioma:',
  askBack: 'Eso puede significar varias cosas. ¿De qué se trata?',
  products: 'Esto podría interesarte:',
  from: price => `desde ${price}`,
  before: price => `antes ${price}`,
  inStock: 'disponible',
  soldOut: 'agotado',
  price: 'Precio',
  said: {
    greeting:
      /^(?:(?:hola|buenas|buenos dias|buenas (?:tardes|noches)|hey|que tal|saludos)(?: a todos| que tal| como (?:estas|esta|estais))*|como (?:estas|esta usted|estais))$/,
    thanks:
      /^(?:(?:ok |vale |perfecto |genial |muy bien )*(?:gracias|muchas gracias|mil gracias|muchisimas gracias|te lo agradezco|se lo agradezco)(?: (?:por (?:tu|su|la) ayuda|a ti|a vosotros|de nuevo))*)$/,
    goodbye:
      /^(?:(?:ok |vale )*(?:adios|hasta (?:luego|pronto|manana|la vista)|chao|chau|nos vemos|que (?:tengas|tenga) (?:un )?buen (?:dia|fin de semana)|buenas noches))$/,
    whoAreYou:
      /^(?:(?:quien|que) (?:eres|es usted|sois)|(?:eres|es usted) (?:un |una |realmente |de verdad )*(?:bot|robot|humano|humana|persona|ia|maquina|chatbot|persona real|real)(?: o (?:un |una )?(?:bot|robot|humano|persona|maquina))?|(?:hablo|estoy hablando) con (?:un|una) (?:robot|bot|humano|persona|maquina|persona real)|como te llamas|que (?:puedes|sabes) hacer|como funcionas|en que (?:me )?puedes ayudar(?:me)?)$/,
  },
}
