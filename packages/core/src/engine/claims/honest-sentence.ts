interface Words {
  /** Said in place of what nobody gave us. */
  readonly sentence: string
  /** Common short words that tell the language. */
  readonly common: RegExp
}

const languages: Readonly<Record<string, Words>> = {
  en: {
    sentence: 'I cannot confirm the exact details of that from the information I have.',
    common: /\b(?:the|and|is|are|you|your|for|with|of|it|we|can|this|that|in|to)\b/g,
  },
  de: {
    sentence: 'Genaue Angaben dazu kann ich mit den Informationen, die mir vorliegen, nicht bestätigen.',
    common: /\b(?:der|die|das|und|ist|sind|sie|ihr|ihre|für|mit|wir|nicht|ein|eine|den|im|zu|kostet|auf)\b/g,
  },
  fr: {
    sentence: 'Je ne peux pas confirmer ces détails avec les informations dont je dispose.',
    common: /\b(?:le|la|les|et|est|sont|vous|votre|pour|avec|nous|une|des|du|dans|ce|cette|sur|coûte)\b/g,
  },
  es: {
    sentence: 'No puedo confirmar esos detalles con la información que tengo.',
    common: /\b(?:el|la|los|las|y|es|son|usted|su|para|con|una|del|en|este|esta|por|cuesta|que)\b/g,
  },
  it: {
    sentence: 'Non posso confermare questi dettagli con le informazioni che ho.',
    common: /\b(?:il|lo|gli|e|è|sono|per|con|una|della|del|di|questo|questa|che|costa|nel)\b/g,
  },
  pt: {
    sentence: 'Não posso confirmar esses detalhes com as informações que tenho.',
    common: /\b(?:o|os|as|e|é|são|você|seu|sua|para|com|uma|do|da|em|este|esta|por|custa|não)\b/g,
  },
  nl: {
    sentence: 'Ik kan dat met de informatie die ik heb niet precies bevestigen.',
    common: /\b(?:de|het|een|en|is|zijn|u|uw|voor|met|wij|van|dit|dat|op|kost|niet|je)\b/g,
  },
  pl: {
    sentence: 'Nie mogę potwierdzić tych szczegółów na podstawie informacji, które mam.',
    common: /\b(?:i|jest|są|dla|z|się|na|do|to|nie|w|kosztuje|ten|ta|po)\b/g,
  },
  sv: {
    sentence: 'Jag kan inte bekräfta de uppgifterna med den information jag har.',
    common: /\b(?:och|är|en|ett|det|för|med|du|vi|på|som|inte|kostar|att)\b/g,
  },
  da: {
    sentence: 'Jeg kan ikke bekræfte de oplysninger med det, jeg har.',
    common: /\b(?:og|er|en|et|det|for|med|du|vi|på|som|ikke|koster|at|af)\b/g,
  },
  no: {
    sentence: 'Jeg kan ikke bekrefte de opplysningene med det jeg har.',
    common: /\b(?:og|er|en|et|det|for|med|du|vi|på|som|ikke|koster|å|av)\b/g,
  },
  fi: {
    sentence: 'En voi vahvistaa näitä tietoja käytettävissäni olevien tietojen perusteella.',
    common: /\b(?:ja|on|ovat|se|tämä|että|ei|voit|maksaa|myös)\b/g,
  },
  tr: {
    sentence: 'Bu ayrıntıları elimdeki bilgilerle doğrulayamıyorum.',
    common: /(?:^|\s)(?:ve|bir|bu|için|ile|olarak|değil|da|de|içinde)(?=\s)/g,
  },
  cs: { sentence: 'Tyto údaje nemohu z informací, které mám, potvrdit.', common: /\b(?:a|je|jsou|se|na|pro|do|to|stojí|za|ve|od)\b/g },
  ru: {
    sentence: 'Я не могу подтвердить эти сведения по имеющейся у меня информации.',
    common: /(?:^|\s)(?:и|в|на|для|с|не|это|вы|мы|за|по)(?=\s)/g,
  },
  ja: { sentence: 'その詳細は、手元の情報では確認できません。', common: /[\u3040-\u30ff]/g },
  zh: { sentence: '根据我掌握的信息，无法确认这一点。', common: /[\u4e00-\u9fff]/g },
}

/** What is said instead of a statement that nothing backs: in the agent's language, else in that of the statement. */
export function honestSentence(statement: string, language: string | null): string {
  const named = language?.toLowerCase().split(/[-_]/)[0]
  const words = languages[named ?? languageOf(statement)] ?? languages[named === 'nb' || named === 'nn' ? 'no' : 'en']
  return words?.sentence ?? ''
}

/** The language a text is probably in, of those we have words of; English when nothing tells. */
export function languageOf(text: string) {
  const lower = text.toLowerCase()
  if (/[\u3040-\u30ff]/.test(lower)) return 'ja'
  let best = 'en'
  let most = 0
  for (const [language, { common }] of Object.entries(languages)) {
    const count = lower.match(common)?.length ?? 0
    if (count > most) {
      most = count
      best = language
    }
  }
  return best
}
