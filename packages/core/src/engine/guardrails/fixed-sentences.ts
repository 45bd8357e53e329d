interface Sentences {
  /** To a question about what the agent does not speak of. */
  readonly blocked: string
  /** Before the first answer of a conversation. */
  readonly disclosure: string
}

const sentences: Readonly<Record<string, Sentences>> = {
  en: { blocked: 'I am sorry, I cannot help with that here.', disclosure: 'You are talking to an AI assistant.' },
  de: { blocked: 'Dabei kann ich hier leider nicht helfen.', disclosure: 'Sie sprechen mit einem KI-Assistenten.' },
  fr: { blocked: 'Je suis désolé, je ne peux pas vous aider à ce sujet ici.', disclosure: 'Vous parlez à un assistant IA.' },
  es: { blocked: 'Lo siento, aquí no puedo ayudarle con eso.', disclosure: 'Está hablando con un asistente de IA.' },
  it: { blocked: 'Mi dispiace, qui non posso aiutarla su questo.', disclosure: 'Sta parlando con un assistente IA.' },
  pt: { blocked: 'Lamento, não posso ajudar com isso aqui.', disclosure: 'Está a falar com um assistente de IA.' },
  nl: { blocked: 'Sorry, daarmee kan ik hier niet helpen.', disclosure: 'U praat met een AI-assistent.' },
  pl: { blocked: 'Przykro mi, w tej sprawie nie mogę tu pomóc.', disclosure: 'Rozmawiasz z asystentem AI.' },
  ja: { blocked: '申し訳ありませんが、その件についてはお答えできません。', disclosure: 'AIアシスタントがお答えします。' },
  zh: { blocked: '抱歉，这方面我无法提供帮助。', disclosure: '您正在与AI助手对话。' },
}

/** What an agent says of its own, in a BCP 47 language; English where there are no words of ours. */
export const fixedSentences = (language: string): Sentences =>
  sentences[language.toLowerCase().split(/[-_]/)[0] ?? 'en'] ?? (sentences.en as Sentences)
