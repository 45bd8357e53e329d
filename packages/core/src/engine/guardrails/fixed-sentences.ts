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
  ar: { blocked: 'عذرًا، لا يمكنني المساعدة في ذلك هنا.', disclosure: 'أنت تتحدث إلى مساعد ذكاء اصطناعي.' },
  cs: { blocked: 'Je mi líto, s tím tady bohužel nemohu pomoci.', disclosure: 'Mluvíte s asistentem s umělou inteligencí.' },
  da: { blocked: 'Det kan jeg desværre ikke hjælpe med her.', disclosure: 'Du taler med en AI-assistent.' },
  fi: { blocked: 'Valitettavasti en voi auttaa tässä asiassa.', disclosure: 'Keskustelet tekoälyavustajan kanssa.' },
  he: { blocked: 'מצטערים, אין לי אפשרות לעזור בזה כאן.', disclosure: 'השיחה היא עם עוזר בינה מלאכותית.' },
  hi: { blocked: 'क्षमा करें, मैं यहाँ इसमें मदद नहीं कर सकता।', disclosure: 'आप एक AI सहायक से बात कर रहे हैं।' },
  id: { blocked: 'Maaf, saya tidak dapat membantu soal itu di sini.', disclosure: 'Anda berbicara dengan asisten AI.' },
  ko: { blocked: '죄송하지만 그 내용은 여기서 도와드릴 수 없습니다.', disclosure: 'AI 어시스턴트와 대화하고 있습니다.' },
  ro: { blocked: 'Îmi pare rău, nu vă pot ajuta cu asta aici.', disclosure: 'Vorbiți cu un asistent AI.' },
  ru: { blocked: 'К сожалению, здесь я не могу с этим помочь.', disclosure: 'Вы общаетесь с ИИ-ассистентом.' },
  sv: { blocked: 'Det kan jag tyvärr inte hjälpa till med här.', disclosure: 'Du pratar med en AI-assistent.' },
  tr: { blocked: 'Üzgünüm, bu konuda burada yardımcı olamıyorum.', disclosure: 'Bir yapay zekâ asistanıyla konuşuyorsunuz.' },
  uk: { blocked: 'На жаль, тут я не можу з цим допомогти.', disclosure: 'Ви спілкуєтеся зі ШІ-асистентом.' },
  vi: { blocked: 'Xin lỗi, tôi không thể giúp việc đó ở đây.', disclosure: 'Bạn đang trò chuyện với trợ lý AI.' },
}

/** What an agent says of its own, in a BCP 47 language; English where there are no words of ours. */
export const fixedSentences = (language: string): Sentences =>
  sentences[language.toLowerCase().split(/[-_]/)[0] ?? 'en'] ?? (sentences.en as Sentences)
